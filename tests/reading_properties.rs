//! What holds for every text, whoever wrote it: it is read or refused, with a place, in bounded work.

#![cfg(feature = "readers")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod cases;

use aksplan::example::AS_OF;
use aksplan::finding::Position;
use aksplan::read::{self, Format};
use cases::cases;
use proptest::prelude::*;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::LazyLock;

/// The texts of the corpus with their names.
static CORPUS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reading");
    let mut texts = Vec::new();
    for folder in std::fs::read_dir(root).unwrap() {
        for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let name = path.iter().rev().take(2).map(|it| it.to_string_lossy().into_owned());
            let name: Vec<String> = name.collect();
            let text = std::fs::read_to_string(&path).unwrap();
            texts.push((format!("{}/{}", name[1], name[0]), text));
        }
    }
    texts.sort();
    assert!(texts.len() >= 170, "{} texts", texts.len());
    texts
});

/// What formats begin, end, quote and repeat with.
const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "\t",
    " ",
    "  ",
    "\u{feff}",
    "ä",
    "\u{1f600}",
    "\0",
    "'",
    "\"",
    "`",
    "\\",
    "\\\n",
    "`\n",
    "^\n",
    "$",
    "$(",
    "${",
    "$((",
    "((",
    "))",
    ")",
    "}",
    "{",
    "[",
    "]",
    "<",
    ">",
    "<<EOF\n",
    "\nEOF\n",
    "<<-'X'\n",
    "<<<",
    "<(",
    "|",
    "||",
    "&&",
    "&",
    ";",
    ";;",
    "#",
    "!",
    "=",
    "+=",
    ":",
    ": ",
    ":-",
    ":=",
    ":?",
    "*",
    "*a",
    "&a ",
    "?",
    ",",
    "--",
    "-",
    "~",
    "@",
    "%",
    "%A%",
    "$A",
    "${A}",
    "${A:-b}",
    "${A/b/c}",
    "$$",
    "$1",
    "\"$@\"",
    "%%i",
    "!A!",
    "az ",
    "az aks create ",
    "az aks nodepool add ",
    "az network vnet create ",
    "az network vnet subnet create ",
    "az group create ",
    "az network vnet subnet show ",
    "-g rg ",
    "-n a ",
    "--name a ",
    "--name=a ",
    "--vnet-name v ",
    "--address-prefixes 10.0.0.0/16 ",
    "--node-count 3 ",
    "--node-count=ten ",
    "--vnet-subnet-id $A ",
    "--query id -o tsv ",
    "A=",
    "A=b\n",
    "export ",
    "local ",
    "for x in a b; do ",
    "done\n",
    "while ",
    "until ",
    "do\n",
    "if ",
    "then\n",
    "else\n",
    "fi\n",
    "case $A in ",
    "esac\n",
    "f() {\n",
    "function f {\n",
    "set ",
    "foreach ($x in $y) {\n",
    "param(",
    "@(",
    "@{",
    "$x = ",
    "1..100000",
    "{1..100000}",
    "{a,b}",
    "$((9**9**9))",
    "seq 1 1000000",
    "f\n",
    "eval ",
    "source ./a\n",
    "return ",
    "exit\n",
    "resource \"azurerm_kubernetes_cluster\" \"a\" {\n",
    "resource \"azurerm_subnet\" \"b\" {\n",
    "variable \"x\" {\n",
    "locals {\n",
    "default = ",
    "for_each = ",
    "count = ",
    "count = 1000000\n",
    "var.x",
    "local.x",
    "each.key",
    "dynamic \"a\" {\n",
    "content {\n",
    "[for x in range(100000) : x]",
    "{ for k, v in local.x : k => v }",
    "cidrsubnet(\"10.0.0.0/8\", 8, 1)",
    "\"${",
    "%{ if a }",
    "<<-EOT\n",
    "EOT\n",
    "/*",
    "*/",
    "//",
    "merge(",
    "jsonencode(",
    "...",
    "=>",
    "==",
    "1e999",
    "-1",
    "0x",
    "99999999999999999999",
    "{\"type\":\"Microsoft.ContainerService/managedClusters\",\"name\":\"a\",\"properties\":{",
    "\"resources\":[",
    "\"copy\":{\"name\":\"c\",\"count\":800}",
    "\"[parameters('a')]\"",
    "\"[concat('a', variables('b'))]\"",
    "\"[copyIndex()]\"",
    "\"[range(0,1000000)]\"",
    "\"variables\":{\"b\":\"[variables('b')]\"}",
    "\"$schema\":\"deploymentTemplate.json#\"",
    "\"parameters\":{\"a\":{\"defaultValue\":",
    "{}",
    "[]",
    "null",
    "true",
    "\"",
    "{\"value\":[",
    "\"agentPoolProfiles\":[{",
    "\"terraform_version\":\"1\",\"values\":{\"root_module\":{\"resources\":[",
    "clusters:\n",
    "- name: a\n",
    "  - ",
    "<<: *a\n",
    "location: westeurope\n",
    "---\n",
    "...\n",
    "|\n",
    ">-\n",
    "!!str ",
    "!x ",
    "apiVersion: v1\nkind: Pod\n",
    "```bash\n",
    "```\n",
    "# aksplan: {",
    "# aksplan: {\"clusters\":[]}\n",
    "/subscriptions/a/resourceGroups/b/providers/Microsoft.Network/virtualNetworks/v/subnets/s",
    "10.0.0.0/8",
    "10.0.0.0/33",
    "fd00::/8",
];

fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_string),
        1 => "\\PC{0,6}",
        1 => prop::collection::vec(any::<u8>(), 0..6)
            .prop_map(|it| String::from_utf8_lossy(&it).into_owned()),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|it| it.concat())
}

/// A text of the corpus with something done to it.
fn mutant() -> impl Strategy<Value = String> {
    let text = (0usize..10_000).prop_map(|at| CORPUS[at % CORPUS.len()].1.clone());
    let change = (0u8..8, any::<usize>(), any::<usize>(), any::<usize>());
    (text, (0usize..10_000), prop::collection::vec(change, 1..5), soup()).prop_map(
        |(text, other, changes, soup)| {
            changes.into_iter().fold(text, |text, (what, a, b, c)| {
                change_text(&text, &CORPUS[other % CORPUS.len()].1, &soup, what, [a, b, c])
            })
        },
    )
}

/// The place in a text that lies at or before a number taken for a byte.
fn boundary(text: &str, at: usize) -> usize {
    let at = at % (text.len() + 1);
    (0..=at).rev().find(|it| text.is_char_boundary(*it)).unwrap_or_default()
}

fn change_text(text: &str, other: &str, soup: &str, what: u8, [a, b, c]: [usize; 3]) -> String {
    let (from, to) = (boundary(text, a), boundary(text, a.wrapping_add(b % 40)));
    let (from, to) = (from.min(to), from.max(to));
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let line = |at: usize| at % lines.len().max(1);
    match what {
        0 => format!("{}{}", &text[..from], &text[to..]),
        1 => format!("{}{}{}", &text[..to], &text[from..to], &text[to..]),
        2 => text[..from].to_string(),
        3 => text[from..].to_string(),
        4 if !lines.is_empty() => {
            lines.remove(line(a));
            lines.concat()
        }
        5 if !lines.is_empty() => {
            let (a, b) = (line(a), line(b));
            lines.swap(a, b);
            lines.concat()
        }
        6 => {
            let cut = boundary(other, c);
            format!("{}{}", &text[..from], &other[cut..])
        }
        _ => format!("{}{soup}{}", &text[..from], &text[from..]),
    }
}

/// A place is in the text: a line that it has, and a column up to the line's end.
fn assert_inside(text: &str, place: Position, what: &str) {
    let line = text.split('\n').nth((place.line as usize).wrapping_sub(1));
    let line = line.unwrap_or_else(|| panic!("{what} at {place:?} of {text:?}"));
    let columns = line.chars().count() + 1;
    assert!((1..=columns).contains(&(place.column as usize)), "{what} at {place:?} of {text:?}");
}

/// Reads and judges a text in every format; whatever becomes of it has a place in the text.
fn read_in_every_format(text: &str) {
    let body = text.trim_start_matches('\u{feff}');
    let formats = Format::ALL.iter().copied().map(Some).chain([None]);
    for format in formats {
        match aksplan::check_text(text, format, AS_OF) {
            Err(error) => {
                let line = u32::try_from(error.line).unwrap();
                let column = u32::try_from(error.column).unwrap();
                assert_inside(body, Position { line, column }, &format!("{format:?} {error:?}"));
                assert!(!error.message.is_empty() && !error.help.is_empty(), "{error:?}");
            }
            Ok(checked) => {
                for finding in &checked.findings {
                    let place = finding.source;
                    let place = place.unwrap_or_else(|| panic!("{finding:?} has no place"));
                    assert_inside(body, place, &format!("{format:?} {finding:?}"));
                }
                let read = read::text(text, format).unwrap();
                for remark in &read.remarks {
                    assert_inside(body, remark.position, &format!("{format:?} {remark:?}"));
                }
                for (path, range) in read.positions.all() {
                    assert!(body.get(range.clone()).is_some(), "{path} at {range:?} of {text:?}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_text_is_read_or_refused_at_a_place(text in soup()) {
        read_in_every_format(&text);
    }

    #[test]
    fn any_bytes_are_read_or_refused_at_a_place(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        read_in_every_format(&String::from_utf8_lossy(&bytes));
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn damaged_texts_are_read_or_refused_at_a_place(text in mutant()) {
        read_in_every_format(&text);
    }
}

#[test]
fn the_corpus_is_read_in_every_format() {
    for (_, text) in CORPUS.iter() {
        read_in_every_format(text);
    }
}

/// How many values there are in a plan.
fn values(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(values).sum::<usize>(),
        Value::Object(members) => members.values().map(values).sum(),
        _ => 0,
    }
}

/// A large text is read in bounded work: what comes of it is no more than what went in, beside what
/// loops, functions and aliases may add.
fn assert_bounded(what: &str, text: &str) {
    const STEPS: usize = 100_000;
    let formats = Format::ALL.iter().copied().map(Some).chain([None]);
    for format in formats {
        if let Ok(read) = read::text(text, format) {
            let size = values(&read.plan);
            assert!(size <= text.len() + 20 * STEPS, "{what} as {format:?}: {size} values");
            let bytes = serde_json::to_string(&read.plan).unwrap().len();
            assert!(bytes <= 20 * text.len() + 200 * STEPS, "{what} as {format:?}: {bytes} bytes");
            assert!(read.remarks.len() <= text.len() + STEPS, "{what} as {format:?}: remarks");
        }
    }
}

const LARGE: usize = 1_000_000;

#[test]
fn a_million_bytes_of_the_corpus() {
    // One after the other, and the long ones alone.
    let all: String = CORPUS.iter().map(|(_, text)| text.as_str()).collect();
    assert_bounded("all", &all.repeat(LARGE / all.len() + 1));
    for (name, text) in CORPUS.iter() {
        let long = ["landing-zone.sh", "three-regions.tf", "three-clusters.json", "plan.yaml"];
        if long.iter().any(|it| name.ends_with(it)) {
            assert_bounded(name, &text.repeat(LARGE / text.len() + 1));
        }
    }
}

#[test]
fn a_million_bytes_of_one_piece() {
    for piece in PIECES {
        // A tenth in a debug build is as telling, and ten times as quick.
        assert_bounded(piece, &piece.repeat(LARGE / 10 / piece.len() + 1));
    }
}
