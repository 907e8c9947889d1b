//! Named fields as WARC and HTTP write them.

/// Most header lines that are looked at.
const MOST_LINES: usize = 1000;

/// Header fields by lower-case name; of several with one name the first counts.
#[derive(Debug, Default)]
pub(crate) struct Headers(Vec<(String, String)>);

impl Headers {
    /// Those of `lines`; a line that begins with white space goes on with the one before it.
    pub(crate) fn of_lines<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in lines.take(MOST_LINES) {
            if line.starts_with([' ', '\t'])
                && let Some((_, value)) = fields.last_mut()
            {
                value.push(' ');
                value.push_str(line.trim());
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_lowercase(), value.trim().to_owned()));
            }
        }
        Self(fields)
    }

    /// The value of the field of this lower-case name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Adds a field.
    pub(crate) fn insert(&mut self, name: &str, value: String) {
        self.0.push((name.to_owned(), value));
    }
}
