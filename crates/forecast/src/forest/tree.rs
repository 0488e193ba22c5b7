//! One tree, as it is walked down.

use serde::{Deserialize, Serialize};

/// A node; a leaf where `left` is 0, for the root is nobody's child.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Node {
    /// Its left child; the right one stands behind it.
    pub left: u32,
    /// The weighted share of leavers among its rows.
    pub share: f32,
    /// What is asked.
    pub feature: u16,
    /// To the left go bins up to this one.
    pub cut: u8,
}

/// The nodes, the root first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
}

impl Tree {
    /// The share of the leaf that a row comes to.
    pub fn share(&self, row: &[u8]) -> f32 {
        let mut node = &self.nodes[0];
        while node.left != 0 {
            node = &self.nodes[self.step(node, row)];
        }
        node.share
    }

    /// Adds the steps on a row's way down to the features that are asked; returns the root's share.
    pub fn explain(&self, row: &[u8], added: &mut [f64]) -> f64 {
        let mut node = &self.nodes[0];
        let root = f64::from(node.share);
        while node.left != 0 {
            let child = &self.nodes[self.step(node, row)];
            added[usize::from(node.feature)] += f64::from(child.share) - f64::from(node.share);
            node = child;
        }
        root
    }

    fn step(&self, node: &Node, row: &[u8]) -> usize {
        node.left as usize + usize::from(row[usize::from(node.feature)] > node.cut)
    }
}
