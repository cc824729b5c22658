//! Import equals a naive reader; the number of threads changes nothing; each mistake is told.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;

use super::*;
use crate::graph::EntityId;
use crate::value::{NodeId, RelationshipId};

/// A folder that is gone with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("claimgraph-csv-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file, compressed if its name says so.
    #[expect(clippy::disallowed_methods, reason = "a test")]
    fn file(&self, name: &str, content: &[u8]) -> String {
        let path = self.0.join(name);
        if path.extension().is_some_and(|extension| extension == "gz") {
            let file = std::fs::File::create(&path).unwrap();
            let mut encoder = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
            encoder.write_all(content).unwrap();
            encoder.finish().unwrap();
        } else {
            std::fs::write(&path, content).unwrap();
        }
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn load(spec: &ImportSpec) -> Result<(Store, ImportReport)> {
    let mut store = Store::new();
    let report = import(&mut store, spec, &Interrupt::default(), &mut |_| ())?;
    Ok((store, report))
}

/// Everything in a store, in words.
fn told(store: &Store) -> String {
    let mut out = String::new();
    for node in store.nodes() {
        let labels: Vec<&str> = store.label_names(NodeId(node)).map(AsRef::as_ref).collect();
        let _ = write!(out, "{node} {labels:?}");
        for (key, value) in store.properties(EntityId::Node(NodeId(node))) {
            let _ = write!(out, " {key}={value:?}");
        }
        out.push('\n');
    }
    for relationship in store.relationships() {
        let id = RelationshipId(relationship);
        let _ = write!(out, "{:?} {:?}", store.type_name(id), store.endpoints(id));
        for (key, value) in store.properties(EntityId::Relationship(id)) {
            let _ = write!(out, " {key}={value:?}");
        }
        out.push('\n');
    }
    out
}

/// A field as CSV, in quotes if it must or if it likes.
fn written(field: &str, likes_quotes: bool) -> String {
    if likes_quotes || field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// A table of texts: what the fields are is known, whatever stands around them.
fn table() -> impl Strategy<Value = (Vec<Vec<String>>, Vec<bool>, String, bool)> {
    let field = prop_oneof![
        3 => "[a-c\",\n\r;é ]{0,6}",
        2 => "-?[0-9]{1,3}",
        1 => "[0-9]{1,2}\\.[0-9]{1,2}",
        1 => "true|false",
        1 => Just(String::new()),
    ];
    let rows = proptest::collection::vec(proptest::collection::vec(field, 3), 0..30);
    let line_end = prop_oneof![Just("\n".to_owned()), Just("\r\n".to_owned())];
    (rows, proptest::collection::vec(any::<bool>(), 7), line_end, any::<bool>())
}

/// The value that a naive reader gives a field of a column.
fn naive(column: &[&str], field: &str) -> Option<String> {
    if field.is_empty() {
        return None;
    }
    let there = || column.iter().copied().filter(|field| !field.is_empty());
    let is_integer = |text: &str| text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
    let is_float = |text: &str| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let whole = digits.split('.').next().unwrap_or_default();
        let parts = digits.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
        parts && digits.matches('.').count() == 1 && (whole == "0" || !whole.starts_with('0'))
    };
    Some(if there().all(is_integer) {
        format!("Integer({field})")
    } else if there().all(|text| is_integer(text) || is_float(text)) {
        format!("Float({:?})", field.parse::<f64>().unwrap())
    } else if there().all(|text| text == "true" || text == "false") {
        format!("Boolean({field})")
    } else {
        format!("String({field:?})")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn import_equals_a_naive_reader((rows, quotes, line_end, is_compressed) in table(), ends_open in any::<bool>()) {
        let folder = Folder::new();
        let mut text = format!("id,a,b,c{line_end}");
        let mut likes = quotes.iter().cycle();
        for (i, row) in rows.iter().enumerate() {
            let fields: Vec<String> = row.iter().map(|field| written(field, *likes.next().unwrap())).collect();
            let _ = write!(text, "n{i},{}", fields.join(","));
            if !(ends_open && i + 1 == rows.len()) {
                text.push_str(&line_end);
            }
        }
        let file = folder.file(if is_compressed { "t.csv.gz" } else { "t.csv" }, text.as_bytes());
        let (store, report) = load(&ImportSpec::new().nodes(&format!("T={file}")).unwrap()).unwrap();
        prop_assert_eq!(report.nodes, rows.len() as u64);
        for (i, row) in rows.iter().enumerate() {
            for (place, key) in ["a", "b", "c"].into_iter().enumerate() {
                let column: Vec<&str> = rows.iter().map(|row| row[place].as_str()).collect();
                let value = store.node_property(NodeId(i as u32), key).map(|value| format!("{value:?}"));
                prop_assert_eq!(value, naive(&column, &row[place]), "row {} column {}", i, key);
            }
        }
    }
}

/// Many persons with quoted line ends, more than a block of them, and who follows whom.
fn large(folder: &Folder) -> ImportSpec {
    let (mut persons, mut follows) = ("id,name,n,text\n".to_owned(), "from,to,weight\n".to_owned());
    for i in 0..40_000 {
        let n = if i == 39_999 { "x".to_owned() } else { i.to_string() };
        let _ = writeln!(persons, "{},\"Name,\n\"\"{i}\"\"\",{n},{}", i * 3, "long text ".repeat(i % 7));
        let _ = writeln!(follows, "{},{},{}", i * 3, (i * 7 % 40_000) * 3, i % 10);
    }
    let (persons, follows) = (folder.file("p.csv", persons.as_bytes()), folder.file("f.csv.gz", follows.as_bytes()));
    let spec = ImportSpec::new().nodes(&format!("Person={persons}")).unwrap();
    spec.relationships(&format!("FOLLOWS={follows}")).unwrap()
}

#[test]
fn threads_change_nothing() {
    let folder = Folder::new();
    let mut spec = large(&folder);
    spec.threads = 1;
    let (one, report) = load(&spec).unwrap();
    assert_eq!((report.nodes, report.relationships), (40_000, 40_000));
    let text = one.node_property(NodeId(39_998), "n").unwrap();
    assert_eq!(text.as_str(), Some("39998"), "the last row makes the column one of texts");
    spec.threads = 3;
    let (three, again) = load(&spec).unwrap();
    assert_eq!(told(&one), told(&three));
    assert_eq!(report.files, again.files);
}

#[test]
fn the_first_mistake_is_the_one_told() {
    let folder = Folder::new();
    let mut text = "id,n:int\n".to_owned();
    for i in 0..300_000 {
        let _ = writeln!(text, "{i},{}", if i % 100_000 == 99_999 { "x" } else { "1" });
    }
    let file = folder.file("n.csv", text.as_bytes());
    let mut spec = ImportSpec::new().nodes(&format!("N={file}")).unwrap();
    for threads in [1, 2, 4] {
        spec.threads = threads;
        let message = load(&spec).unwrap_err().message().to_owned();
        assert!(message.ends_with("n.csv:100001:7: `n:int`: `x` is not an integer"), "{message}");
    }
    spec.skip_bad_rows = true;
    let (store, report) = load(&spec).unwrap();
    assert_eq!((store.node_count(), report.nodes), (299_997, 299_997));
    assert_eq!(report.skipped.len(), 1);
    assert_eq!(report.skipped[0].count, 3);
    assert!(report.skipped[0].first.contains(":100001:7:"), "{:?}", report.skipped);
}

#[test]
fn bad_rows_leave_no_hole() {
    let folder = Folder::new();
    let nodes = folder.file("n.csv", b"id,name,n:int\n1,a,1\n1,twice,2\n,none,3\n3,c,x\n4,d,4\n5,e\n6,\xff,6\n7,g,7\n");
    let ends = folder.file("r.csv", b"from,to,w\n1,4,1\n1,3,2\n9,4,3\n7,1,4\n");
    let mut spec = ImportSpec::new().nodes(&format!("N={nodes}")).unwrap();
    spec = spec.relationships(&format!("R={ends}")).unwrap();
    spec.skip_bad_rows = true;
    let (store, report) = load(&spec).unwrap();
    let text = "0 [\"N\"] id=Integer(1) name=String(\"a\") n=Integer(1)\n\
                1 [\"N\"] id=Integer(4) name=String(\"d\") n=Integer(4)\n\
                2 [\"N\"] id=Integer(7) name=String(\"g\") n=Integer(7)\n\
                Some(\"R\") Some((NodeId(0), NodeId(1))) w=Integer(1)\n\
                Some(\"R\") Some((NodeId(2), NodeId(0))) w=Integer(4)\n";
    assert_eq!(told(&store), text);
    let mut reasons: Vec<(&str, u64)> = report.skipped.iter().map(|rows| (rows.reason, rows.count)).collect();
    reasons.sort_unstable();
    let expected = [
        ("bad value", 1),
        ("duplicate id", 1),
        ("no id", 1),
        ("not UTF-8 text", 1),
        ("unknown id", 2),
        ("wrong number of fields", 1),
    ];
    assert_eq!(reasons, expected);
}

#[test]
fn labels_types_and_repeated_headers() {
    let folder = Folder::new();
    let header = folder.file("h.csv", b"\xef\xbb\xbf:ID,name,:LABEL");
    let one = folder.file("1.csv", b"a,A,X;Y\nb,B,\n");
    let two = folder.file("2.csv", b":ID,name,:LABEL\r\nc,C,X\r\n");
    let ends = folder.file("r.csv", b":START_ID,:END_ID,:TYPE\na,b,R\nb,c,S\nc,a,\n");
    let spec = ImportSpec::new().nodes(&format!("N={header},{one},{two}")).unwrap();
    let (store, _) = load(&spec.relationships(&format!("T={ends}")).unwrap()).unwrap();
    let text = "0 [\"N\", \"X\", \"Y\"] name=String(\"A\")\n\
                1 [\"N\"] name=String(\"B\")\n\
                2 [\"N\", \"X\"] name=String(\"C\")\n\
                Some(\"R\") Some((NodeId(0), NodeId(1)))\n\
                Some(\"S\") Some((NodeId(1), NodeId(2)))\n\
                Some(\"T\") Some((NodeId(2), NodeId(0)))\n";
    assert_eq!(told(&store), text);
}

#[test]
fn rows_without_end_are_refused() {
    let folder = Folder::new();
    let file = folder.file("n.csv", format!("id,t\n1,\"{}", "x".repeat(5 << 20)).as_bytes());
    let mut spec = ImportSpec::new().nodes(&format!("N={file}")).unwrap();
    spec.row_bytes = 2 << 20;
    let message = load(&spec).unwrap_err().message().to_owned();
    assert!(message.ends_with("n.csv:2:3: a field in quotes that is not closed within 2097152 bytes"), "{message}");
}

#[test]
fn stops_when_asked() {
    let folder = Folder::new();
    let spec = large(&folder);
    let interrupt = Interrupt::default();
    let mut store = Store::new();
    let error = import(&mut store, &spec, &interrupt, &mut |_| interrupt.stop()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted);
}
