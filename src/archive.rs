//! The archive on disk: where `corpus/` and `index/` lie ([`Archive`]), walking the corpus ([`walk`]) and reading its files into
//! [`Record`]s: bytes with their provenance; what was fetched ([`Captures`]), the archive's [`Settings`], and what else it keeps of its own
//! ([`own`]). Nothing here knows what
//! a briefing is.
//!
//! Policy: what lies in the corpus is never changed; links are not followed, and nothing is written through them; pipes, sockets and devices are never opened; no file
//! is read beyond a bound; whatever is passed over is named with its reason.

mod captures;
mod corrections;
mod discover;
pub(crate) mod fault;
mod ignore;
mod import;
mod kept;
mod own;
mod pdftotext;
mod record;
mod settings;
mod walk;

pub(crate) use captures::Headers;
pub use captures::{Answer, Capture, Captures, Content, Kept, Known, Length, Role};
pub use discover::Archive;
pub use import::{Imported, Origin, origin};
pub use kept::WatchLock;
pub use pdftotext::pdftotext;
pub use record::{LARGEST, Record, Saved, stamp_in_name};
pub use settings::{Settings, Subscription, Watch};
pub use walk::{Entry, Found, walk};
