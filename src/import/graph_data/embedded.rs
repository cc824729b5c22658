//! The files of `graph-data/`, inside the program.

use super::files::{Role, SourceFile};

/// Each file by its path in the folder, in the order in which a folder is read.
const FILES: &[(Role, &str, &str)] = &[
    (Role::Schema, "schema.toml", include_str!("../../../graph-data/schema.toml")),
    (Role::Scales, "scales.toml", include_str!("../../../graph-data/scales.toml")),
    (Role::Entities, "entities/events.toml", include_str!("../../../graph-data/entities/events.toml")),
    (Role::Entities, "entities/groups.toml", include_str!("../../../graph-data/entities/groups.toml")),
    (Role::Entities, "entities/issues.toml", include_str!("../../../graph-data/entities/issues.toml")),
    (Role::Entities, "entities/outlets.toml", include_str!("../../../graph-data/entities/outlets.toml")),
    (Role::Entities, "entities/people.toml", include_str!("../../../graph-data/entities/people.toml")),
    (Role::Entities, "entities/places.toml", include_str!("../../../graph-data/entities/places.toml")),
    (Role::Entities, "entities/projects.toml", include_str!("../../../graph-data/entities/projects.toml")),
    (Role::Entities, "entities/works.toml", include_str!("../../../graph-data/entities/works.toml")),
    (
        Role::Document,
        "documents/caspian-2022-05-10.toml",
        include_str!("../../../graph-data/documents/caspian-2022-05-10.toml"),
    ),
    (
        Role::Document,
        "documents/eurasianet-iskp-uzbekistan.toml",
        include_str!("../../../graph-data/documents/eurasianet-iskp-uzbekistan.toml"),
    ),
];

/// The files as they were when the program was built.
pub(super) fn files() -> Vec<SourceFile> {
    FILES.iter().map(file).collect()
}

/// The files of scales alone.
pub(super) fn scales() -> Vec<SourceFile> {
    FILES.iter().filter(|(role, ..)| *role == Role::Scales).map(file).collect()
}

fn file((role, path, text): &(Role, &str, &str)) -> SourceFile {
    SourceFile::new(format!("graph-data/{path}"), *role, *text)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::files::read_folder;
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_here_in_order() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("graph-data");
        let name = |file: &SourceFile| {
            let path = Path::new(&file.name);
            path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned()
        };
        let on_disk: Vec<_> =
            read_folder(&folder).iter().map(|file| (file.role, name(file), file.text.clone())).collect();
        let here: Vec<_> =
            FILES.iter().map(|(role, path, text)| (*role, (*path).to_owned(), (*text).to_owned())).collect();
        assert_eq!(here.len(), on_disk.len(), "graph-data/ has other files than FILES lists");
        for (here, on_disk) in here.iter().zip(&on_disk) {
            assert_eq!(here.1, on_disk.1);
            assert_eq!(here.0, on_disk.0, "{}", here.1);
            assert!(here.2 == on_disk.2, "{} has changed since the build", here.1);
        }
    }
}
