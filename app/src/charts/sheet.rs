//! How large a picture is drawn: once for a wide page and once for a phone, or for a screen on the wall.

use super::{DrawError, LEFT};
use crate::api::Picture;

/// Where a picture is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// On the dashboard: drawn twice, and the page's width decides which is seen.
    Page,
    /// On the wall, read from across the room.
    Wall,
}

/// The measures of a picture, in pixels where it is shown as large as it is meant to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet {
    pub(super) width: i32,
    pub(super) height: i32,
    /// The size of its words as plotters counts it, 1.24 times the pixels of the letters.
    pub(super) words: i32,
    /// The room for words on the left.
    pub(super) left: i32,
    /// Whether there is room for a few words only.
    pub(super) is_narrow: bool,
}

/// As wide as seven twelfths of the page, as five of them and as the whole page are on a desk, so that a picture's words
/// are as large as the page's; those side by side are as high as each other.
pub(super) const SEVEN: Sheet = on_page(740, 276);
pub(super) const FIVE: Sheet = on_page(515, 276);
pub(super) const WHOLE: Sheet = on_page(1_296, 200);
/// As wide as a phone.
const PHONE: Sheet = Sheet {
    is_narrow: true,
    left: 32,
    ..on_page(336, 200)
};
/// As the upper and the lower panel of the wall on a screen of 1920 by 1080.
pub(super) const WALL_UPPER: Sheet = on_wall(780, 318);
pub(super) const WALL_LOWER: Sheet = on_wall(780, 248);

const fn on_page(width: i32, height: i32) -> Sheet {
    Sheet {
        width,
        height,
        words: 15,
        left: LEFT,
        is_narrow: false,
    }
}

const fn on_wall(width: i32, height: i32) -> Sheet {
    Sheet {
        words: 24,
        left: 56,
        ..on_page(width, height)
    }
}

impl Sheet {
    /// What stays free on the right of every picture.
    const RIGHT: i32 = 12;

    /// Of a picture that has one size everywhere.
    pub(super) const fn small(width: u32, height: u32) -> Self {
        Self {
            words: 11,
            ..on_page(width.cast_signed(), height.cast_signed())
        }
    }

    /// Its width and height as plotters takes them.
    pub(super) const fn size(self) -> (u32, u32) {
        (self.width.unsigned_abs(), self.height.unsigned_abs())
    }

    /// The width of the room that is drawn in.
    pub(super) const fn room(self) -> i32 {
        self.width - self.left - Self::RIGHT
    }

    /// The room for words below.
    pub(super) const fn below(self) -> i32 {
        self.words + 11
    }

    /// The room that is drawn in, as parts of the width and the height: from the left, from the right and from below.
    fn edges(self) -> [f64; 3] {
        let part = |length: i32, of: i32| 100.0 * f64::from(length) / f64::from(of);
        [
            part(self.left, self.width),
            part(Self::RIGHT, self.width),
            part(self.below(), self.height),
        ]
    }
}

/// Draws a picture as its screen wants it; `page` and `wall` are its measures on a wide page and on the wall.
pub(super) fn drawn(
    screen: Screen,
    [page, wall]: [Sheet; 2],
    draw: impl Fn(Sheet) -> Result<String, DrawError>,
) -> Result<Picture, DrawError> {
    if screen == Screen::Wall {
        return Ok(Picture {
            wide: draw(wall)?,
            ..Picture::default()
        });
    }
    let ([left, right, below], [phone_left, phone_right, phone_below]) = (page.edges(), PHONE.edges());
    Ok(Picture {
        wide: draw(page)?,
        phone: draw(PHONE)?,
        edges: format!(
            "--l:{left:.2}%;--r:{right:.2}%;--b:{below:.2}%;--pl:{phone_left:.2}%;--pr:{phone_right:.2}%;--pb:{phone_below:.2}%"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gets_two_pictures_and_the_wall_one() {
        let draw = |sheet: Sheet| Ok(sheet.width.to_string());
        let page = drawn(Screen::Page, [SEVEN, WALL_UPPER], draw).unwrap();
        assert_eq!((page.wide.as_str(), page.phone.as_str()), ("740", "336"));
        assert!(
            page.edges.starts_with("--l:4.86%;--r:1.62%;--b:9.42%;--pl:9.52%"),
            "{}",
            page.edges
        );
        let wall = drawn(Screen::Wall, [SEVEN, WALL_UPPER], draw).unwrap();
        assert_eq!((wall.wide.as_str(), wall.phone.as_str()), ("780", ""));
    }
}
