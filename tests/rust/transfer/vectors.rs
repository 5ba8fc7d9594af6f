//! The rows of `transfers.tsv`.

use mixerr::UnexpectedStep;
use mixerr_tests::transfers::{record, report, start, step, transfers};

#[test]
fn every_row_has_its_steps_and_its_record() {
    let rows = transfers();
    assert!(rows.len() >= 40, "{} rows", rows.len());
    for row in rows {
        let mut transfer = start(&row.start);
        let mut words = row.steps.split(' ');
        let mut taken = vec![step(&transfer)];
        assert_eq!(words.next(), Some(&*taken[0]), "{}", row.name);
        while let Some(word) = words.next() {
            let before = transfer.clone();
            match word.strip_prefix('!') {
                Some(refused) => {
                    assert_eq!(
                        report(&mut transfer, refused),
                        Err(UnexpectedStep),
                        "{}: {taken:?}",
                        row.name
                    );
                    assert_eq!(transfer, before, "{}: {taken:?}", row.name);
                }
                None => assert_eq!(report(&mut transfer, word), Ok(()), "{}: {taken:?}", row.name),
            }
            taken.extend([word.to_owned(), step(&transfer)]);
            assert_eq!(words.next(), taken.last().map(String::as_str), "{}: {taken:?}", row.name);
        }
        assert_eq!(record(&transfer), row.record, "{}", row.name);
    }
}
