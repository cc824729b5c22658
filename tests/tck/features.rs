//! Where the feature files are, and all their scenarios.

use std::path::{Path, PathBuf};

use crate::gherkin::{self, Scenario};

/// The folders of the features and of the named graphs.
pub fn folders() -> Option<(PathBuf, PathBuf)> {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/tck");
    let root = std::env::var_os("CLAIMGRAPH_TCK").map_or_else(default, PathBuf::from);
    // the folder may be the TCK's own or its features folder
    let features = [root.join("features"), root].into_iter().find(|folder| folder.is_dir())?;
    let graphs = features.parent().map_or_else(|| features.clone(), Path::to_path_buf).join("graphs");
    Some((features, graphs))
}

/// All scenarios of all feature files, in the order of the files' names.
pub fn read(folder: &Path) -> Result<Vec<Scenario>, String> {
    let mut files = Vec::new();
    find_features(folder, &mut files)?;
    files.sort();
    if files.is_empty() {
        return Err(format!("no feature files in {}", folder.display()));
    }
    let mut scenarios = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        scenarios.extend(gherkin::scenarios(&name, &text)?);
    }
    Ok(scenarios)
}

fn find_features(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let wrong = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        if path.is_dir() {
            find_features(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "feature") {
            files.push(path);
        }
    }
    Ok(())
}
