//! The glyphs of a page, each with its place.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Most glyphs of a page.
const MOST: usize = 200_000;

/// A piece of text with its place, in points from the lower left corner of the page as it is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) size: f64,
    pub(super) text: String,
    turn: Turn,
}

/// Which way a line runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Right,
    Up,
    Down,
    Left,
}

/// Collects what a page draws.
pub(super) struct Glyphs {
    glyphs: Vec<Glyph>,
    stop: Arc<AtomicBool>,
}

impl Glyphs {
    pub(super) fn new(stop: Arc<AtomicBool>) -> Self {
        Self {
            glyphs: Vec::new(),
            stop,
        }
    }

    /// The glyphs that run as most of the page does.
    pub(super) fn taken(self) -> Vec<Glyph> {
        let count = |turn: Turn| {
            self.glyphs
                .iter()
                .filter(|glyph| glyph.turn == turn)
                .count()
        };
        let turns = [Turn::Left, Turn::Down, Turn::Up, Turn::Right];
        let usual = turns.into_iter().max_by_key(|turn| count(*turn));
        let mut glyphs = self.glyphs;
        glyphs.retain(|glyph| Some(glyph.turn) == usual);
        glyphs
    }

    fn go_on(&self) -> Result<(), OutputError> {
        if self.stop.load(Ordering::Relaxed) || self.glyphs.len() > MOST {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        Ok(())
    }
}

impl OutputDev for Glyphs {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.go_on()?;
        let along = at.m11.hypot(at.m12);
        let size = (at.m11 * at.m22 - at.m12 * at.m21).abs().sqrt() * font_size.abs();
        let (x, y) = (at.m31, at.m32);
        let (turn, x, y) = if at.m11.abs() >= at.m12.abs() {
            if at.m11 >= 0.0 {
                (Turn::Right, x, y)
            } else {
                (Turn::Left, -x, -y)
            }
        } else if at.m12 > 0.0 {
            (Turn::Up, y, -x)
        } else {
            (Turn::Down, -y, x)
        };
        let width = (width * font_size * along).abs();
        let is_sound = [x, y, width, size]
            .iter()
            .all(|number| number.is_finite() && number.abs() < 1e6);
        if is_sound && size > 0.5 && !text.is_empty() && text.len() < 64 {
            self.glyphs.push(Glyph {
                x,
                y,
                width,
                size,
                text: text.to_owned(),
                turn,
            });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.go_on()
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
