//! `plenary minutes` and `plenary brief` through the real binary.

use std::fs;

use super::{Ran, program, run};

#[test]
fn what_was_added_on_the_command_line_stands_in_the_minutes() {
    let home = tempfile::tempdir().unwrap();
    let ran = |line: &str| Ran::new(program(home.path()).args(line.split('|')).output().unwrap());
    ran("journal|add|open|--meeting|som-2019").done();
    ran("journal|add|statement|by=BG|type=offer|Will host in Sofia").done();
    ran("journal|add|decide|The plan is endorsed").done();
    ran("journal|add|note|Mine alone|--on|country:BG").done();
    let minutes = ran("minutes|som-2019").done();
    assert!(minutes.contains(" 42. Bulgaria (offer): Will host in Sofia."), "{minutes}");
    assert!(minutes.contains("Decision 1: The plan is endorsed.") && !minutes.contains("Mine alone"), "{minutes}");
    assert!(ran("brief|bulgaria").done().contains("- Mine alone. [your journal, "));
    let public = ran("brief|bulgaria|--public").done();
    assert!(!public.contains("Mine alone") && !public.contains("Sofia. [your"), "{public}");
    let export = ran("journal|export").done();
    assert!(
        export.starts_with("# Journal: Budapest Process\n") && export.contains("- Bulgaria, Annual Senior Officials"),
        "{export}"
    );
}

#[test]
fn a_file_says_its_format_and_is_written_whole_or_not_at_all() {
    let home = tempfile::tempdir().unwrap();
    let ran = |line: &str| Ran::new(program(home.path()).args(line.split(' ')).output().unwrap());
    for (name, begins) in
        [("a.html", "<!DOCTYPE html>"), ("a.md", "# Brief: Bulgaria"), ("a.txt", "Brief: Bulgaria\n====")]
    {
        assert_eq!(ran(&format!("brief country:BG -o {name}")).done(), format!("{name}: written\n"));
        assert!(fs::read_to_string(home.path().join(name)).unwrap().starts_with(begins), "{name}");
    }
    assert!(ran("brief country:BG --format md -o a.html").done().contains("written"));
    assert!(fs::read_to_string(home.path().join("a.html")).unwrap().starts_with("# Brief"));
    for (line, told) in
        [("brief country:BG -o none/a", "there is no such folder"), ("brief country:BG -o /dev/full", "No space left")]
    {
        let ran = ran(line);
        assert!(ran.status == Some(2) && ran.err.contains(told), "{ran:?}");
    }
    let before = fs::read(home.path().join("a.md")).unwrap();
    let mut permissions = fs::metadata(home.path().join("a.md")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(home.path().join("a.md"), permissions).unwrap();
    assert_eq!(ran("minutes som-2019 -o a.md").status, Some(2));
    assert_eq!(fs::read(home.path().join("a.md")).unwrap(), before);
}

#[test]
fn what_there_is_no_paper_on_is_told() {
    for (line, status, told) in [
        ("minutes som-2091", 1, "no record \"som-2091\""),
        ("minutes country:BG", 1, "no record \"country:BG\""),
        ("brief country:BQ", 1, "did you mean"),
        ("brief plan", 2, "there is no brief on \"plan\": there are on countries and organisations"),
        ("brief", 2, "REF"),
    ] {
        let ran = run(line);
        assert!(ran.status == Some(status) && ran.err.contains(told), "{line}: {ran:?}");
    }
}
