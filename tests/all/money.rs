//! Projects and their money: what stands beside what, and what is never put together.

use crate::stage::{Stage, embedded, manner};

const MONEY: &str = r#""countries":[{"id":"BG","name":"Bulgaria"}],
    "projects":[
        {"id":"a","title":"Alpha","status":"ongoing","countries":["BG"],"budget":{"amount":"3000000","currency":"EUR","basis":"contract"}},
        {"id":"b","title":"Beta","parent":"a","budget":{"amount":"12000000","currency":"EUR","basis":"contract"}},
        {"id":"c","title":"Gamma","budget":{"amount":"12000000","currency":"USD","basis":"contract"}},
        {"id":"d","title":"Delta","budget":{"amount":"500.50","currency":"EUR","basis":"spent"}},
        {"id":"e","title":"Epsilon","budget":{"amount":"7","currency":"EUR"}},
        {"id":"f","title":"Zeta","countries":[],"budget":{"currency":"EUR","basis":"contract"}},
        {"id":"g","title":"Eta","budget":{"amount":"0","currency":"EUR","basis":"contract"}},
        {"id":"h","title":"Theta","budget":{"amount":"1","currency":"EUR","basis":"contract"}}]"#;

fn lines(stage: &Stage) -> Vec<String> {
    stage.rows(|row| format!("{} {} {}", row.cells[0], row.cells[1].replace('\u{202f}', " "), row.share))
}

#[test]
fn budgets_are_compared_only_in_one_currency_and_counting_the_same() {
    assert_eq!(
        lines(&Stage::after(MONEY, false, (120, 36), "4 v")),
        [
            "EUR, contract  4",
            "Beta 12 000 000 EUR 1000000",
            // 3 of 12 million are a quarter.
            "Alpha 3 000 000 EUR 250000",
            // Something is never nothing, and nothing is.
            "Theta 1 EUR 1",
            "Eta 0 EUR 0",
            "EUR, spent  1",
            "Delta 500.50 EUR 1000000",
            "USD, contract  1",
            "Gamma 12 000 000 USD 1000000",
            "EUR, what is counted is not stated: not comparable  1",
            "Epsilon 7 EUR 0",
            "no amount stated  1",
            "Zeta  0",
        ]
    );
}

#[test]
fn a_bar_has_its_number_beside_it_and_no_sum_is_shown() {
    let text = Stage::after(MONEY, true, (80, 24), "4 v").text();
    let line =
        |name: &str| text.lines().find(|line| line.contains(name)).unwrap().trim_end_matches('|').trim().to_owned();
    let bar = |line: &str| line.chars().filter(|c| *c == '#').count();
    assert!(line("Beta").contains("# 12 000 000 EUR"), "{text}");
    assert!(line("Alpha").ends_with("#                 3 000 000 EUR"), "the numbers stand below each other: {text}");
    let (long, short) = (bar(&line("Beta")), bar(&line("Alpha")));
    assert!(long >= 20 && short == long.div_ceil(4), "{long} {short}\n{text}");
    assert_eq!(bar(&line("Theta")), 1);
    let eta = Stage::after(MONEY, true, (80, 24), "4 v Down Down Down Down").text();
    let eta = eta.lines().find(|line| line.contains("Eta") && line.contains("0 EUR")).unwrap_or("");
    assert!(eta.contains(" 0 EUR") && !eta.contains('#'), "{eta}");
    // 15 000 001 would be the sum in euro of one basis.
    assert!(!text.contains("15 0") && !text.contains("27 0"), "{text}");
    assert!(text.contains("no sums"), "{text}");
}

#[test]
fn v_turns_to_the_bars_and_back_and_the_cursor_stays_on_its_project() {
    let mut stage = Stage::after(MONEY, false, (120, 36), "4 Down Down");
    assert!(stage.text().contains("Projects · tree"));
    let project = stage.here();
    assert_eq!(stage.press("v").here(), project);
    assert!(stage.text().contains("Projects · budgets"));
    stage.press("b");
    assert_eq!(stage.notice(), "budgets stand together by what they count; v shows the table with its groups");
    assert_eq!(stage.press("v").here(), project);
    assert!(stage.text().contains("Projects · tree"));
}

#[test]
fn a_click_goes_to_the_bar() {
    let mut stage = Stage::after(MONEY, false, (120, 36), "4 v");
    let at = stage.find("500.50 EUR");
    assert_eq!(stage.click(at).here(), "d");
}

#[test]
fn the_bars_scroll_with_the_cursor() {
    for size in [(120, 36), (80, 24), (50, 14), (40, 10)] {
        let mut stage = Stage::new(embedded(), manner(true, true), size);
        stage.press("4 v End");
        let sheet = stage.sheet();
        let name: String = sheet.rows.last().unwrap().cells[0].chars().take(15).collect();
        assert!(stage.text().contains(&name), "{name} at {size:?}\n{}", stage.text());
    }
}

#[test]
fn the_bars_follow_scope_and_filter() {
    assert_eq!(
        lines(&Stage::after(MONEY, false, (120, 36), "/ b u l g Esc x 4 v")),
        ["EUR, contract  1", "Alpha 3 000 000 EUR 1000000"]
    );
    assert_eq!(
        lines(&Stage::after(MONEY, false, (120, 36), "4 v / z e t a Enter")),
        ["no amount stated  1", "Zeta  0"]
    );
}

#[test]
fn on_eighty_columns_the_amounts_of_the_regional_projects_are_seen() {
    for ascii in [false, true] {
        let mut stage = Stage::new(embedded(), manner(true, ascii), (80, 24));
        let text = stage.press("4 / I n t e g r a t e d Enter").text();
        let line = text.lines().find(|line| line.contains("Integrated Border") && line.contains("EUR"));
        let line = line.unwrap_or_else(|| panic!("{text}")).replace('\u{202f}', " ");
        assert!(line.contains("12 000 000 EUR") && line.contains("2019-01/2024-12") && line.contains(" EU "), "{line}");
    }
}

#[test]
fn a_component_hangs_below_its_whole_also_when_sorted() {
    let entries = r#""projects":[{"id":"r","title":"Root"},{"id":"a","title":"Ant","parent":"r","when":"2021"},
        {"id":"b","title":"Bee","parent":"r","when":"2020"},{"id":"c","title":"Cat","parent":"a"}]"#;
    let lead = |stage: &Stage| -> Vec<String> {
        let text = stage.text();
        let names = ["Root", "Ant", "Bee", "Cat"];
        let lines =
            text.lines().filter(|line| names.iter().any(|name| line.contains(name)) && line.contains("not stated"));
        lines.map(|line| line.chars().skip(2).take(12).collect::<String>().trim_end().to_owned()).collect()
    };
    let plain = Stage::after(entries, false, (120, 36), "4");
    assert_eq!(lead(&plain), ["  Root", "├   Ant", "│ └   Cat", "└   Bee"]);
    let ascii = Stage::after(entries, true, (120, 36), "4");
    assert_eq!(lead(&ascii), ["  Root", "|-  Ant", "| `-  Cat", "`-  Bee"]);
    let mut sorted = Stage::after(entries, false, (120, 36), "4");
    let sheet = sorted.state.sheets.iter_mut().find(|sheet| sheet.id == sorted.state.open).unwrap();
    sheet.view.sort = vec![plenary::query::sort::SortKey { name: plenary::model::Name::When, descending: false }];
    sorted.press("Down");
    assert_eq!(lead(&sorted), ["  Root", "├   Bee", "└   Ant", "  └   Cat"]);
}

#[test]
fn a_dataset_with_one_project_or_none_has_a_picture_too() {
    let one = Stage::after(r#""projects":[{"id":"p","title":"Only"}]"#, false, (80, 24), "4 v Down").text();
    assert!(one.contains("no amount stated  1") && one.contains("Only"), "{one}");
    let none = Stage::after("", false, (80, 24), "4 v Down v").text();
    assert!(none.contains("The dataset holds no projects"), "{none}");
}

#[test]
fn amounts_too_large_to_count_with_and_below_nothing_are_shown_as_they_stand() {
    let huge = "9".repeat(400);
    let entries = format!(
        r#""projects":[{{"id":"a","title":"Huge","budget":{{"amount":"{huge}","currency":"EUR","basis":"x"}}}},
        {{"id":"b","title":"Less","budget":{{"amount":"-5","currency":"EUR","basis":"x"}}}},
        {{"id":"c","title":"Small","budget":{{"amount":"2","currency":"EUR","basis":"x"}}}}]"#
    );
    let stage = Stage::after(&entries, false, (120, 36), "4 v");
    let shares: Vec<String> =
        lines(&stage).iter().map(|line| line.split(' ').next_back().unwrap().to_owned()).collect();
    assert_eq!(shares, ["3", "1000000", "1", "0"]);
    assert!(stage.text().contains("-5 EUR"), "{}", stage.text());
}
