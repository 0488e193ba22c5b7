//! Messages that say one thing in nearly the same words, so that a measurement does not judge one of them
//! by a model that has learnt the other.

use super::vocabulary::SparseRow;

/// From this cosine on, of weighted words, pieces of words and concepts, two messages are one idea.
const ONE_IDEA: f32 = 0.6;

/// The number of the group of each message; a group is known by its first message.
///
/// `rows` are a vocabulary's; `features` how many it has.
pub(super) fn groups(rows: &[SparseRow], features: usize) -> Vec<usize> {
    let mut leaders: Vec<usize> = Vec::new();
    // for each feature, which groups' first messages have it and how much of their length it is
    let mut found_in: Vec<Vec<(u32, f32)>> = vec![Vec::new(); features];
    let mut group_of = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let length = row
            .iter()
            .map(|(_, weight)| weight * weight)
            .sum::<f32>()
            .sqrt()
            .max(f32::MIN_POSITIVE);
        let mut cosines = vec![0.0_f32; leaders.len()];
        for (feature, weight) in row {
            for (group, share) in &found_in[*feature as usize] {
                cosines[*group as usize] += share * weight / length;
            }
        }
        let best = (0..leaders.len()).max_by(|a, b| cosines[*a].total_cmp(&cosines[*b]));
        let group = match best.filter(|best| cosines[*best] >= ONE_IDEA) {
            Some(group) => group,
            None => {
                let group = leaders.len();
                leaders.push(at);
                for (feature, weight) in row {
                    found_in[*feature as usize].push((group as u32, weight / length));
                }
                group
            }
        };
        group_of.push(group);
    }
    group_of
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_messages_are_one_group_and_others_are_not() {
        let rows: Vec<SparseRow> = vec![
            vec![(0, 1.0), (1, 1.0), (2, 1.0)],
            vec![(3, 1.0)],
            vec![(0, 1.0), (1, 1.0), (2, 0.5)],
            vec![],
            vec![(0, 1.0), (3, 1.0)],
        ];
        let found = groups(&rows, 4);
        assert_eq!(found[0], found[2]);
        assert_eq!(found[1], found[4], "cosine 0.71");
        assert_ne!(found[0], found[1]);
        assert_ne!(found[3], found[0]);
    }
}
