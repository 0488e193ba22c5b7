//! Multinomial logistic regression over sparse rows.
//!
//! linfa-logistic and smartcore want a dense matrix, which at this size (thousands of messages by
//! tens of thousands of features) is gigabytes; so the loss and its gradient over sparse rows are
//! written here and argmin's L-BFGS minimises them. The loss is convex, so the result depends on no
//! seed and no learning rate.

use std::sync::Mutex;

use argmin::{
    core::{CostFunction, Error, Executor, Gradient, State},
    solver::{linesearch::MoreThuenteLineSearch, quasinewton::LBFGS},
};
use enlace_domain::QueueKey;
use serde::{Deserialize, Serialize};

use super::{ClassifierError, vocabulary::SparseRow};

/// How many queues there are to choose from.
pub(super) const QUEUES: usize = QueueKey::ALL.len();
/// Goes up whenever coefficients are learnt differently, so that stored models are learnt again.
pub(super) const LEARNING_VERSION: u32 = 2;
/// Weight of the data against the penalty on large steps (scikit-learn's `C`), chosen on a fifth of the messages that was
/// not trained with; anything from 2.5 to 10 measures within 0.3 points.
const DATA_WEIGHT: f64 = 5.0;
/// So much of each feature is taken to occur in each queue before any is counted (chosen like the weight; anything from
/// 0.003 to 0.1 measures within 0.5 points).
const SMOOTHING: f64 = 0.01;
/// More steps change no decision worth the time.
const STEPS: u64 = 60;
/// Steps L-BFGS remembers.
const MEMORY: usize = 6;
/// The length of the gradient at which the result is good enough.
const FLAT_ENOUGH: f64 = 2e-4;

/// What was learnt: one row of coefficients for each feature, and where each queue starts from.
#[derive(Serialize, Deserialize)]
pub(super) struct Coefficients {
    weights: Vec<[f32; QUEUES]>,
    bias: [f32; QUEUES],
}

impl Coefficients {
    /// Learns from rows and the number (in `QueueKey::ALL`) of each one's queue. The first `counted` features count how
    /// often something occurs, the others measure something.
    ///
    /// # Errors
    /// The optimiser's own, when it cannot take a step.
    pub(super) fn learn(
        rows: &[SparseRow],
        queues: &[usize],
        features: usize,
        counted: usize,
    ) -> Result<Self, ClassifierError> {
        let reach = reach(rows, queues, features, counted);
        let loss = Loss {
            rows,
            queues,
            reach: &reach,
            last: Mutex::new(None),
        };
        let failed = |error: Error| ClassifierError::Training(error.to_string());
        let line_search = MoreThuenteLineSearch::new().with_c(1e-4, 0.9).map_err(failed)?;
        let solver = LBFGS::new(line_search, MEMORY)
            .with_tolerance_grad(FLAT_ENOUGH)
            .map_err(failed)?;
        let start = vec![0.0; (features + 1) * QUEUES];
        let result = Executor::new(loss, solver)
            .configure(|state| state.param(start).max_iters(STEPS))
            .run()
            .map_err(failed)?;
        let best = result
            .state
            .get_best_param()
            .ok_or_else(|| ClassifierError::Training("no result".into()))?;
        let reached: Vec<f64> = best.iter().zip(&reach).map(|(place, reach)| place * reach).collect();
        let mut weights: Vec<[f32; QUEUES]> = reached.chunks_exact(QUEUES).map(as_row).collect();
        let bias = weights.pop().unwrap_or_default();
        Ok(Self { weights, bias })
    }

    /// How many features have coefficients.
    pub(super) fn len(&self) -> usize {
        self.weights.len()
    }

    /// How strongly a message pulls to each queue, in the order of `QueueKey::ALL`; any real number.
    pub(super) fn pull(&self, row: &SparseRow) -> [f32; QUEUES] {
        let mut pull = self.bias;
        for (feature, weight) in row {
            for (sum, coefficient) in pull.iter_mut().zip(self.weights[*feature as usize]) {
                *sum += coefficient * weight;
            }
        }
        pull
    }
}

/// The chances of each queue: a softmax that never overflows.
pub(super) fn softmax(pull: [f32; QUEUES]) -> [f32; QUEUES] {
    let top = pull.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let raised = pull.map(|one| (one - top).exp());
    let sum: f32 = raised.iter().sum();
    raised.map(|one| one / sum)
}

/// Five neighbouring numbers as a row.
fn as_row(chunk: &[f64]) -> [f32; QUEUES] {
    std::array::from_fn(|queue| chunk[queue] as f32)
}

/// How far each coefficient goes for one step of the optimiser, the biases last.
///
/// It is so far as the feature occurs more often, or more seldom, in the queue's messages than in the others (naive Bayes'
/// logarithm of the ratio; Wang and Manning, 2012). The penalty is on the steps: what occurs alike everywhere can hardly get
/// a coefficient, and what tells a queue gets one cheaply.
fn reach(rows: &[SparseRow], queues: &[usize], features: usize, counted: usize) -> Vec<f64> {
    let mut reach = vec![1.0; (features + 1) * QUEUES];
    let mut sums = vec![SMOOTHING; counted * QUEUES];
    for (row, queue) in rows.iter().zip(queues) {
        for (feature, weight) in row.iter().filter(|(feature, _)| (*feature as usize) < counted) {
            sums[*feature as usize * QUEUES + queue] += f64::from(*weight);
        }
    }
    let mut wholes = [0.0; QUEUES];
    for of_feature in sums.chunks_exact(QUEUES) {
        wholes.iter_mut().zip(of_feature).for_each(|(whole, sum)| *whole += sum);
    }
    let whole: f64 = wholes.iter().sum();
    for (reach, of_feature) in reach.chunks_exact_mut(QUEUES).zip(sums.chunks_exact(QUEUES)) {
        let all: f64 = of_feature.iter().sum();
        for ((reach, sum), of_queue) in reach.iter_mut().zip(of_feature).zip(wholes) {
            *reach = ((sum / of_queue) / ((all - sum) / (whole - of_queue))).ln();
        }
    }
    reach
}

/// A place, with the loss and the slope there.
type Point = (Vec<f64>, f64, Vec<f64>);

/// Mean log-loss plus the penalty; the bias, which comes last, is not penalised.
struct Loss<'a> {
    rows: &'a [SparseRow],
    queues: &'a [usize],
    reach: &'a [f64],
    /// L-BFGS asks for the cost and the gradient of a place separately; both come from one pass.
    last: Mutex<Option<Point>>,
}

impl Loss<'_> {
    /// Reads something of the loss at a place, computing it unless it was the last place asked about.
    fn at<T>(&self, place: &[f64], read: impl Fn(&Point) -> T) -> Result<T, Error> {
        let mut last = self
            .last
            .lock()
            .map_err(|_| Error::msg("a thread died while training"))?;
        match &*last {
            Some(point) if point.0 == place => Ok(read(point)),
            _ => {
                let (cost, slope) = self.compute(place);
                Ok(read(last.insert((place.to_vec(), cost, slope))))
            }
        }
    }

    /// Loss and gradient in one pass over the rows.
    fn compute(&self, place: &[f64]) -> (f64, Vec<f64>) {
        let share = 1.0 / self.rows.len() as f64;
        let penalty = share / DATA_WEIGHT;
        let bias_at = place.len() - QUEUES;
        let mut cost = 0.5 * penalty * place[..bias_at].iter().map(|weight| weight * weight).sum::<f64>();
        let weights: Vec<f64> = place
            .iter()
            .zip(self.reach)
            .map(|(place, reach)| place * reach)
            .collect();
        let mut slope = vec![0.0; place.len()];
        for (row, right) in self.rows.iter().zip(self.queues) {
            let mut pull: [f64; QUEUES] = std::array::from_fn(|queue| weights[bias_at + queue]);
            for (feature, weight) in row {
                let at = *feature as usize * QUEUES;
                for (sum, coefficient) in pull.iter_mut().zip(&weights[at..at + QUEUES]) {
                    *sum += coefficient * f64::from(*weight);
                }
            }
            let top = pull.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let sum: f64 = pull.iter().map(|one| (one - top).exp()).sum();
            cost += share * (top + sum.ln() - pull[*right]);
            let mut error = pull.map(|one| share * (one - top).exp() / sum);
            error[*right] -= share;
            for (feature, weight) in row {
                let at = *feature as usize * QUEUES;
                for (out, one) in slope[at..at + QUEUES].iter_mut().zip(error) {
                    *out += one * f64::from(*weight);
                }
            }
            for (out, one) in slope[bias_at..].iter_mut().zip(error) {
                *out += one;
            }
        }
        for ((slope, reach), place) in slope.iter_mut().zip(self.reach).zip(&place[..bias_at]) {
            *slope = *slope * reach + place * penalty;
        }
        (cost, slope)
    }
}

impl CostFunction for Loss<'_> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, place: &Vec<f64>) -> Result<f64, Error> {
        self.at(place, |point| point.1)
    }
}

impl Gradient for Loss<'_> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, place: &Vec<f64>) -> Result<Vec<f64>, Error> {
        self.at(place, |point| point.2.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten rows of which the feature tells the queue, and a feature they all share.
    fn rows() -> (Vec<SparseRow>, Vec<usize>) {
        let queues: Vec<usize> = (0..10).map(|row| row % QUEUES).collect();
        (
            queues
                .iter()
                .map(|queue| vec![(*queue as u32, 1.0), (QUEUES as u32, 0.5)])
                .collect(),
            queues,
        )
    }

    #[test]
    fn what_tells_the_queues_apart_is_learnt() {
        let (rows, queues) = rows();
        for counted in [0, 3, QUEUES + 1] {
            let learnt = Coefficients::learn(&rows, &queues, QUEUES + 1, counted).unwrap();
            for (row, queue) in rows.iter().zip(&queues) {
                let chances = softmax(learnt.pull(row));
                assert!(chances[*queue] > 0.75, "{counted}: {chances:?}");
                assert!((chances.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            }
        }
    }

    #[test]
    fn what_occurs_alike_everywhere_reaches_nowhere() {
        let (rows, queues) = rows();
        let reach = reach(&rows, &queues, QUEUES + 1, QUEUES + 1);
        let of = |feature: usize| &reach[feature * QUEUES..(feature + 1) * QUEUES];
        assert!(
            of(0)[0] > 0.5 && of(0)[1..].iter().all(|other| *other < 0.0),
            "{:?}",
            of(0)
        );
        assert!(of(QUEUES).iter().all(|one| one.abs() < 1e-9), "{:?}", of(QUEUES));
        assert_eq!(of(QUEUES + 1), [1.0; QUEUES], "the biases");
    }

    #[test]
    fn the_gradient_is_the_slope_of_the_cost() {
        let (rows, queues) = rows();
        let reach = reach(&rows, &queues, QUEUES + 1, QUEUES);
        let loss = Loss {
            rows: &rows,
            queues: &queues,
            reach: &reach,
            last: Mutex::new(None),
        };
        let place: Vec<f64> = (0..(QUEUES + 2) * QUEUES).map(|at| (at as f64 * 0.7).sin()).collect();
        let (_, slope) = loss.compute(&place);
        for at in 0..place.len() {
            let moved = |by: f64| {
                let mut place = place.clone();
                place[at] += by;
                loss.compute(&place).0
            };
            let measured = (moved(1e-5) - moved(-1e-5)) / 2e-5;
            assert!((measured - slope[at]).abs() < 1e-7, "{at}: {measured} {}", slope[at]);
        }
    }
}
