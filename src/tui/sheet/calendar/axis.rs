//! Time as cells: three scales, and the lines of names over the picture.

use crate::base::date::{Day, days_in_month};

/// The years that have a name on the axis.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A scale: how many cells a stretch of time has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// What it is called.
    pub title: &'static str,
    /// How many months a unit of the axis has.
    months: i32,
    /// How many cells a unit has.
    pub cells: i32,
}

/// The scales, the widest first.
pub const SCALES: [Scale; 3] = [
    Scale { title: "Years", months: 12, cells: 6 },
    Scale { title: "Quarters", months: 3, cells: 6 },
    Scale { title: "Months", months: 1, cells: 10 },
];

impl Scale {
    /// Returns the scale of that number.
    pub fn of(number: usize) -> Self {
        SCALES.get(number).copied().unwrap_or(SCALES[0])
    }

    /// Returns the cell in which a day lies, counted from the beginning of the year 0.
    pub fn cell(self, (year, month, day): Day) -> i32 {
        let days = i32::from(days_in_month(year, month));
        let months = i32::from(year) * 12 + i32::from(month) - 1;
        ((months * days + i32::from(day) - 1) * self.cells).div_euclid(self.months * days)
    }

    /// Returns the cell of this scale at which a cell of another one begins.
    pub fn cell_of(self, cell: i32, other: Self) -> i32 {
        let product = i64::from(cell) * i64::from(other.months) * i64::from(self.cells);
        i32::try_from(product.div_euclid(i64::from(other.cells) * i64::from(self.months))).unwrap_or_default()
    }

    /// Tells whether a unit begins at a cell.
    pub fn begins_unit(self, cell: i32) -> bool {
        cell.rem_euclid(self.cells) == 0
    }

    /// Lists the units that begin within some cells, each with its cell.
    fn units(self, left: i32, width: i32) -> impl Iterator<Item = (i32, i32)> {
        let first = (left + self.cells - 1).div_euclid(self.cells);
        (first..)
            .map(move |unit| (unit * self.cells, unit * self.months))
            .take_while(move |(cell, _)| *cell < left + width)
    }

    /// Lists the names of the units that begin within some cells, each with its cell.
    pub fn names(self, left: i32, width: i32) -> Vec<(i32, String)> {
        let named = self.units(left, width).filter(|(_, month)| YEARS.contains(&month.div_euclid(12)));
        named.map(|(cell, month)| (cell, self.name(month))).collect()
    }

    fn name(self, month: i32) -> String {
        let of_year = month.rem_euclid(12);
        match self.months {
            12 => month.div_euclid(12).to_string(),
            3 => format!("Q{}", of_year / 3 + 1),
            _ => MONTHS.get(of_year as usize).map(|name| (*name).to_owned()).unwrap_or_default(),
        }
    }

    /// Lists the years that begin within some cells, each with its cell, and the year in which the first cell lies.
    pub fn years(self, left: i32, width: i32) -> Vec<(i32, String)> {
        let begun = self.units(left, width).filter(|(cell, month)| month.rem_euclid(12) == 0 && *cell != left);
        let begun = begun.map(|(cell, month)| (cell, month.div_euclid(12)));
        let first = std::iter::once((left, self.year(left)));
        first
            .chain(begun)
            .filter(|(_, year)| YEARS.contains(year))
            .map(|(cell, year)| (cell, year.to_string()))
            .collect()
    }

    /// Returns the year in which a cell lies.
    pub fn year(self, cell: i32) -> i32 {
        (cell * self.months).div_euclid(self.cells * 12)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_lies_in_the_cell_of_its_part_of_the_unit() {
        let [years, quarters, months] = SCALES;
        // A cell is two months, half a month, a tenth of a month.
        assert_eq!(years.cell((2020, 1, 1)), 2020 * 6);
        assert_eq!(years.cell((2020, 2, 29)), 2020 * 6);
        assert_eq!(years.cell((2020, 12, 31)), 2020 * 6 + 5);
        assert_eq!(quarters.cell((2020, 4, 1)), 2020 * 24 + 6);
        assert_eq!(quarters.cell((2020, 4, 16)), 2020 * 24 + 7);
        assert_eq!(months.cell((2020, 2, 1)), (2020 * 12 + 1) * 10);
        assert_eq!(months.cell((2020, 2, 29)), (2020 * 12 + 1) * 10 + 9);
        assert_eq!(months.cell((9999, 12, 31)), 9999 * 120 + 119);
    }

    #[test]
    fn units_have_names_where_they_begin() {
        let [years, quarters, months] = SCALES;
        let names = |scale: Scale, left| -> Vec<(i32, String)> {
            scale.names(left, 20).into_iter().map(|(cell, name)| (cell - left, name)).collect()
        };
        let named =
            |pairs: &[(i32, &str)]| pairs.iter().map(|(at, name)| (*at, (*name).to_owned())).collect::<Vec<_>>();
        assert_eq!(names(years, 2019 * 6 + 4), named(&[(2, "2020"), (8, "2021"), (14, "2022")]));
        assert_eq!(names(quarters, 2019 * 24 + 18), named(&[(0, "Q4"), (6, "Q1"), (12, "Q2"), (18, "Q3")]));
        assert_eq!(names(months, 2020 * 120), named(&[(0, "Jan"), (10, "Feb")]));
        assert_eq!(years.names(9999 * 6, 30).len(), 1);
    }

    #[test]
    fn a_cell_has_its_place_on_every_scale() {
        for from in SCALES {
            for to in SCALES {
                assert_eq!(to.cell_of(from.cell((2020, 7, 1)), from), to.cell((2020, 7, 1)));
            }
        }
        let quarters = SCALES[1];
        let left = 2019 * 24 + 12;
        assert_eq!(quarters.years(left, 24), [(left, "2019".to_owned()), (2020 * 24, "2020".to_owned())]);
    }
}
