//! How much of a container is read: how deep, how many members, how many bytes once decompressed. Shared by all that is inside one
//! file, so that containers in containers cannot get round it.

use crate::archive::LARGEST;
use std::cell::Cell;
use std::io::Read;
use std::rc::Rc;

/// Containers inside containers inside a file.
const DEEPEST: usize = 3;
/// Members of one file, with those of its members.
pub(super) const MOST_MEMBERS: u64 = 100_000;
/// Bytes that every file may hold decompressed.
const SMALL: u64 = 256 << 20;
/// Times its size that a file may hold decompressed beyond that; text seldom compresses to a thirtieth.
const RATIO: u64 = 100;

/// What is left of the bounds of a file.
#[derive(Debug, Clone)]
pub(super) struct Bounds {
    depth: usize,
    bytes: Rc<Cell<u64>>,
    members: Rc<Cell<u64>>,
}

impl Bounds {
    /// Those of a file of `size` bytes as saved.
    pub(super) fn of_file(size: u64) -> Self {
        Self {
            depth: 0,
            bytes: Rc::new(Cell::new(SMALL.saturating_add(size.saturating_mul(RATIO)))),
            members: Rc::new(Cell::new(MOST_MEMBERS)),
        }
    }

    /// Those inside a container.
    ///
    /// # Errors
    /// It lies too deep.
    pub(super) fn inner(&self) -> Result<Self, String> {
        if self.depth >= DEEPEST {
            return Err(format!(
                "archives inside archives deeper than {DEEPEST}; unpack the outer one"
            ));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self.clone()
        })
    }

    /// Counts one member more.
    ///
    /// # Errors
    /// There are too many.
    pub(super) fn count_member(&self) -> Result<(), String> {
        let left = self.members.get().checked_sub(1);
        self.members.set(left.unwrap_or(0));
        left.map(|_| ())
            .ok_or_else(|| format!("over {MOST_MEMBERS} members; the rest is not read, split it"))
    }

    /// All of a decompressed member.
    ///
    /// # Errors
    /// It is damaged, or larger than the bounds allow.
    pub(super) fn read(&self, content: impl Read) -> Result<Vec<u8>, String> {
        let left = self.bytes.get();
        let most = LARGEST.min(left);
        let mut bytes = Vec::new();
        let read = content.take(most + 1).read_to_end(&mut bytes);
        let length = bytes.len() as u64;
        self.bytes.set(left.saturating_sub(length));
        if length > most {
            return Err(if most < LARGEST {
                format!("it holds over {RATIO} times its size; unpack it if it is no trap")
            } else {
                format!("over {} MiB decompressed; split it", LARGEST >> 20)
            });
        }
        match read {
            Ok(_) => Ok(bytes),
            Err(error) => Err(format!("damaged: {error}")),
        }
    }

    /// Bounds in which so many members are counted already.
    pub(super) fn after_members(self, count: u64) -> Self {
        let left = self.members.get().saturating_sub(count);
        self.members.set(left);
        self
    }

    /// Counts bytes that were decompressed.
    ///
    /// # Errors
    /// The bounds end.
    pub(super) fn count_bytes(&self, length: u64) -> std::io::Result<()> {
        let left = self.bytes.get().checked_sub(length);
        self.bytes.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or_else(|| {
            std::io::Error::other(format!(
                "it holds over {RATIO} times its size; unpack it if it is no trap"
            ))
        })
    }

    /// `content` counted as it is read; it fails where the bounds end.
    pub(super) fn counted<R: Read>(&self, content: R) -> Counted<R> {
        Counted {
            content,
            bounds: self.clone(),
        }
    }
}

/// A reader whose bytes count.
pub(super) struct Counted<R> {
    content: R,
    bounds: Bounds,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.content.read(buffer)?;
        self.bounds.count_bytes(length as u64)?;
        Ok(length)
    }
}
