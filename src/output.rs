//! What was found, put into words: annotations and hits as JSON, JSON lines, terminal cards and plain lines.
//! One format, one file; nothing here knows the index, and nothing here prints: the doors do.
//!
//! Machine output counts offsets in Unicode code points; the pieces all its formats share stand in `part`.
//! What a terminal shows goes through `styled`, which sanitises text from outside, wraps and paints it.

mod annotation;
mod card;
mod cite;
mod corrections;
mod coverage;
mod escape;
mod evaluation;
mod export;
mod facets;
mod hits;
mod kwic;
mod lexicon;
mod line;
mod manual;
mod odd_dates;
mod page;
mod part;
mod profile;
mod ranking;
mod status;
mod styled;
mod verdict;
mod versions;
mod watch;

pub use annotation::{TextField, annotation};
pub use card::{card, explanation};
pub use cite::{CitationStyle, citation, quotation};
pub use corrections::{corrections_object, corrections_page, put_right};
pub use coverage::{coverage_object, coverage_page, coverage_svg};
pub use evaluation::{evaluation_object, evaluation_page};
pub use export::separated::Table;
pub use export::{Asks, ByteOrderMark, Export, ExportFormat, Fields, Rows, fields_help};
pub use facets::{FacetTable, facet_lines, facet_table, facets_page};
pub use hits::{Explain, hit_line, hits_object, named_hit_line};
pub use kwic::{Concordance, Grouping, Lined, Nearest};
pub use lexicon::{rules_object, rules_page, word_page};
pub use line::line;
pub use manual::manual;
pub use odd_dates::odd_dates_page;
pub use page::{Detail, annotated_page, briefing_object, page};
pub use profile::{check_object, check_page, profile_list};
pub use ranking::{fit_page, ranking_object, ranking_page, run_line};
pub use status::{report_object, status_object, status_page};
pub use styled::{Look, Paint};
pub use verdict::{import_object, import_page, verdict_object, verdict_page};
pub use versions::{Versions, versions_item, versions_line, versions_object, versions_page};
pub use watch::{
    WatchListed, atom_feed, frequency_object, frequency_page, item_card, letter, report_line,
    watch_list, watch_list_object, watch_object,
};

/// The version of the machine output, its `schema` field.
pub const SCHEMA: u32 = 1;
