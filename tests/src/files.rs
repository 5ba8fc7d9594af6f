//! The files of a directory, and the code in a page.

use std::path::Path;
use std::process::Command;

use crate::build::succeed;

/// Returns the paths of all files below a directory, sorted. Links are among them.
///
/// # Panics
///
/// If the directory is absent, or a path is not UTF-8.
#[must_use]
pub fn files(directory: &Path) -> Vec<String> {
    let mut find = Command::new("find");
    let found = succeed(find.arg(directory).args(["!", "-type", "d", "-printf", "%P\\n"])).stdout;
    let mut files: Vec<String> =
        String::from_utf8(found).expect("UTF-8").lines().map(str::to_owned).collect();
    files.sort();
    files
}

/// Returns the code blocks of a page in a language, each with its last line feed.
#[must_use]
pub fn code_blocks(page: &str, language: &str) -> Vec<String> {
    let fence = format!("\n```{language}\n");
    page.split(&fence).skip(1).map(|block| block.split("```").next().unwrap_or_default().to_owned()).collect()
}
