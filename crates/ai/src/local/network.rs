//! The network: from the numbers of pieces to a vector for each text.
//!
//! A transformer of the BERT family: word, place and type are added and normalised; each layer lets the
//! tokens of a window look at each other and then bends each by itself; the mean of the last layer over
//! a text's tokens is its vector. Texts of a call pass through together, with nothing to fill them up.

use std::ops::Range;

use super::{
    arithmetic::{Head, Room, add_and_normalise, attend, gelu, normalise},
    file::{ModelFile, Shape},
    matrix::{BLOCK_BYTES, BLOCK_WEIGHTS, Matrix, unpack_row},
    reader::Reason,
};

/// Scale and shift after a normalisation.
struct Norm {
    scale: Vec<f32>,
    shift: Vec<f32>,
}

struct Layer {
    query: Matrix,
    key: Matrix,
    value: Matrix,
    attended: Matrix,
    attended_norm: Norm,
    inner: Matrix,
    outer: Matrix,
    outer_norm: Norm,
}

/// The weights of the network.
pub(super) struct Network {
    shape: Shape,
    /// The word table, still in four-bit blocks: of each text a few rows are wanted.
    words: Vec<u8>,
    /// A row for each place in a window, the one type there is already added.
    places: Vec<f32>,
    first_norm: Norm,
    layers: Vec<Layer>,
}

impl Network {
    /// Takes the weights out of a file.
    pub(super) fn load(file: &ModelFile<'_>) -> Result<Self, Reason> {
        let shape = file.shape;
        let Shape { hidden, inner, .. } = shape;
        let norm = |name: &str| {
            Ok::<_, Reason>(Norm {
                scale: file.numbers(&format!("{name}.w"), hidden)?,
                shift: file.numbers(&format!("{name}.b"), hidden)?,
            })
        };
        let layer = |number: usize| {
            let named = |part: &str| format!("l{number}.{part}");
            Ok::<_, Reason>(Layer {
                query: file.matrix(&named("q"), hidden, hidden)?,
                key: file.matrix(&named("k"), hidden, hidden)?,
                value: file.matrix(&named("v"), hidden, hidden)?,
                attended: file.matrix(&named("ao"), hidden, hidden)?,
                attended_norm: norm(&named("aln"))?,
                inner: file.matrix(&named("fi"), inner, hidden)?,
                outer: file.matrix(&named("fo"), hidden, inner)?,
                outer_norm: norm(&named("oln"))?,
            })
        };
        let types = file.numbers("emb.type", shape.types * hidden)?;
        let mut places = file.numbers("emb.pos", shape.positions * hidden)?;
        for place in places.chunks_exact_mut(hidden) {
            place.iter_mut().zip(&types).for_each(|(place, one)| *place += one);
        }
        Ok(Self {
            shape,
            words: file.blocks("emb.word", shape.words * hidden)?.to_vec(),
            places,
            first_norm: norm("emb.ln")?,
            layers: (0..shape.layers).map(layer).collect::<Result<_, _>>()?,
        })
    }

    /// How many numbers a vector has.
    pub(super) const fn dimensions(&self) -> usize {
        self.shape.hidden
    }

    /// Most tokens in one window.
    pub(super) const fn window(&self) -> usize {
        self.shape.positions
    }

    /// The mean of each window's tokens after the last layer. No window is empty or longer than
    /// [`Network::window`].
    pub(super) fn run(&self, windows: &[Vec<u32>]) -> Vec<Vec<f32>> {
        let hidden = self.shape.hidden;
        let spans: Vec<Range<usize>> = windows
            .iter()
            .scan(0, |end, window| {
                let start = *end;
                *end += window.len() * hidden;
                Some(start..*end)
            })
            .collect();
        let mut x = self.first(windows);
        let (mut q, mut k, mut v) = (Vec::new(), Vec::new(), Vec::new());
        let (mut seen, mut part, mut inner) = (vec![0.0; x.len()], Vec::new(), Vec::new());
        let mut room = Room::default();
        for layer in &self.layers {
            layer.query.apply(&x, &mut q);
            layer.key.apply(&x, &mut k);
            layer.value.apply(&x, &mut v);
            for span in &spans {
                let (q, k, v) = (&q[span.clone()], &k[span.clone()], &v[span.clone()]);
                let seen = &mut seen[span.clone()];
                self.heads().for_each(|head| attend(&head, q, k, v, seen, &mut room));
            }
            layer.attended.apply(&seen, &mut part);
            self.settle(&mut x, &part, &layer.attended_norm);
            layer.inner.apply(&x, &mut inner);
            gelu(&mut inner);
            layer.outer.apply(&inner, &mut part);
            self.settle(&mut x, &part, &layer.outer_norm);
        }
        spans.into_iter().map(|span| mean(&x[span], hidden)).collect()
    }

    /// Words in their places, normalised.
    fn first(&self, windows: &[Vec<u32>]) -> Vec<f32> {
        let hidden = self.shape.hidden;
        let row = hidden / BLOCK_WEIGHTS * BLOCK_BYTES;
        let tokens = windows.iter().map(Vec::len).sum::<usize>();
        let mut x = vec![0.0; tokens * hidden];
        let numbered = windows
            .iter()
            .flat_map(|window| window.iter().zip(self.places.chunks_exact(hidden)));
        for (x, (word, place)) in x.chunks_exact_mut(hidden).zip(numbered) {
            let at = *word as usize * row;
            unpack_row(&self.words[at..at + row], x);
            x.iter_mut().zip(place).for_each(|(x, place)| *x += place);
            normalise(x, &self.first_norm.scale, &self.first_norm.shift, self.shape.epsilon);
        }
        x
    }

    fn heads(&self) -> impl Iterator<Item = Head> {
        let (stride, width) = (self.shape.hidden, self.shape.hidden / self.shape.heads);
        (0..self.shape.heads).map(move |head| Head {
            stride,
            from: head * width,
            width,
        })
    }

    fn settle(&self, x: &mut [f32], part: &[f32], norm: &Norm) {
        add_and_normalise(x, part, &norm.scale, &norm.shift, self.shape.epsilon);
    }
}

/// The mean of the tokens of a window.
fn mean(x: &[f32], hidden: usize) -> Vec<f32> {
    let share = hidden as f32 / x.len() as f32;
    let mut mean = vec![0.0; hidden];
    for token in x.chunks_exact(hidden) {
        mean.iter_mut().zip(token).for_each(|(mean, one)| *mean += one * share);
    }
    mean
}
