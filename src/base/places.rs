//! Where on the globe the countries lie: one point each, to mark them on a map.
//!
//! Data, not logic. A point says roughly where the middle of a country or territory is, nothing about its borders.

/// A point on the globe, in tenths of a degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// The longitude, from -1800 in the west to 1800 in the east.
    pub lon: i16,
    /// The latitude, from -900 in the south to 900 in the north.
    pub lat: i16,
}

/// The middle of every country of ISO 3166-1 and of `XK`: alpha-2 code, longitude and latitude in tenths of a degree.
// The geographic coordinates of The World Factbook (CIA, public domain), rounded. Where it has no entry (AX, BQ, GF, GP, GS, MQ,
// RE, TF, UM, YT), or one for several parts together (FR, MA, PS), the middle of the main part is read off a map.
const POINTS: &str = "\
    AD 15 425 AE 540 240 AF 650 330 AG -618 170 AI -632 182 AL 200 410 AM 450 400 AO 185 -125 AQ 0 -900 AR -640 -340 \
    AS -1700 -143 AT 133 473 AU 1330 -270 AW -700 125 AX 199 601 AZ 475 405 BA 180 440 BB -595 132 BD 900 240 BE 40 508 \
    BF -20 130 BG 250 430 BH 506 260 BI 300 -35 BJ 22 95 BL -634 185 BM -648 323 BN 1147 45 BO -650 -170 BQ -683 122 \
    BR -550 -100 BS -760 242 BT 905 275 BV 34 -544 BW 240 -220 BY 280 530 BZ -888 172 CA -950 600 CC 968 -125 CD 250 0 \
    CF 210 70 CG 150 -10 CH 80 470 CI -50 80 CK -1598 -212 CL -710 -300 CM 120 60 CN 1050 350 CO -720 40 CR -840 100 \
    CU -800 215 CV -240 160 CW -690 122 CX 1057 -105 CY 330 350 CZ 155 498 DE 90 510 DJ 430 115 DK 100 560 DM -613 154 \
    DO -707 190 DZ 30 280 EC -775 -20 EE 260 590 EG 300 270 EH -130 245 ER 390 150 ES -40 400 ET 380 80 FI 260 640 \
    FJ 1750 -180 FK -590 -518 FM 1582 69 FO -70 620 FR 20 460 GA 118 -10 GB -20 540 GD -617 121 GE 435 420 GF -530 40 \
    GG -26 495 GH -20 80 GI -54 361 GL -400 720 GM -166 135 GN -100 110 GP -616 162 GQ 100 20 GR 220 390 GS -370 -545 \
    GT -902 155 GU 1448 135 GW -150 120 GY -590 50 HK 1142 222 HM 725 -531 HN -865 150 HR 155 452 HT -724 190 HU 200 470 \
    ID 1200 -50 IE -80 530 IL 348 315 IM -45 542 IN 770 200 IO 715 -60 IQ 440 330 IR 530 320 IS -180 650 IT 128 428 JE -22 492 \
    JM -775 182 JO 360 310 JP 1380 360 KE 380 10 KG 750 410 KH 1050 130 KI 1730 14 KM 442 -122 KN -628 173 KP 1270 400 \
    KR 1275 370 KW 458 295 KY -805 195 KZ 680 480 LA 1050 180 LB 358 338 LC -610 139 LI 95 473 LK 810 70 LR -95 65 LS 285 -295 \
    LT 240 560 LU 62 498 LV 250 570 LY 170 250 MA -50 320 MC 74 437 MD 290 470 ME 193 425 MF -640 181 MG 470 -200 MH 1680 90 \
    MK 220 418 ML -40 170 MM 980 220 MN 1050 460 MO 1136 222 MP 1458 152 MQ -610 147 MR -120 200 MS -622 168 MT 146 358 \
    MU 576 -203 MV 730 32 MW 340 -135 MX -1020 230 MY 1125 25 MZ 350 -182 NA 170 -220 NC 1655 -215 NE 80 160 NF 1680 -290 \
    NG 80 100 NI -850 130 NL 58 525 NO 100 620 NP 840 280 NR 1669 -5 NU -1699 -190 NZ 1740 -410 OM 570 210 PA -800 90 \
    PE -760 -100 PF -1400 -150 PG 1470 -60 PH 1220 130 PK 700 300 PL 200 520 PM -563 468 PN -1301 -251 PR -665 182 PS 352 320 \
    PT -80 395 PW 1345 75 PY -580 -230 QA 512 255 RE 555 -211 RO 250 460 RS 210 440 RU 1000 600 RW 300 -20 SA 450 250 \
    SB 1590 -80 SC 557 -46 SD 300 150 SE 150 620 SG 1038 14 SH -57 -160 SI 148 461 SJ 200 780 SK 195 487 SL -115 85 SM 124 438 \
    SN -140 140 SO 490 100 SR -560 40 SS 300 80 ST 70 10 SV -889 138 SX -631 181 SY 380 350 SZ 315 -265 TC -716 218 TD 190 150 \
    TF 692 -492 TG 12 80 TH 1000 150 TJ 710 390 TK -1720 -90 TL 1259 -88 TM 600 400 TN 90 340 TO -1750 -200 TR 350 390 \
    TT -610 110 TV 1780 -80 TW 1210 235 TZ 350 -60 UA 320 490 UG 320 10 UM 1666 193 US -970 380 UY -560 -330 UZ 640 410 \
    VA 124 419 VC -612 132 VE -660 80 VG -645 185 VI -648 183 VN 1078 162 VU 1670 -160 WF -1762 -133 WS -1723 -136 XK 210 426 \
    YE 480 150 YT 452 -128 ZA 240 -290 ZM 300 -150 ZW 300 -200 \
";

/// Returns where the country of an alpha-2 code lies; `None` for a code that is not in the table.
pub fn point(code: &str) -> Option<Point> {
    let mut words = POINTS.split_ascii_whitespace();
    while let (Some(known), Some(lon), Some(lat)) = (words.next(), words.next(), words.next()) {
        if known == code {
            return Some(Point { lon: lon.parse().ok()?, lat: lat.parse().ok()? });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::codes;

    #[test]
    fn every_country_of_the_standard_has_a_point_on_the_globe() {
        for code in codes::countries().chain(["XK"]) {
            let point = point(code).unwrap_or_else(|| panic!("{code} has no point"));
            assert!((-1800..=1800).contains(&point.lon) && (-900..=900).contains(&point.lat), "{code}: {point:?}");
        }
        assert_eq!(POINTS.split_ascii_whitespace().count(), 3 * 250);
        assert!(POINTS.split_ascii_whitespace().step_by(3).is_sorted_by(|a, b| a < b));
        assert_eq!((point("XA"), point("bg"), point("")), (None, None, None));
    }

    #[test]
    fn countries_lie_where_everybody_knows_they_do() {
        let at = |code| point(code).map(|point| (point.lon, point.lat));
        assert_eq!(at("BG"), Some((250, 430)));
        assert_eq!(at("TR"), Some((350, 390)));
        assert_eq!(at("AU"), Some((1330, -270)));
        assert_eq!(at("US"), Some((-970, 380)));
        assert_eq!(at("PS"), Some((352, 320)));
        let lon = |code| at(code).map(|(lon, _)| lon);
        let lat = |code| at(code).map(|(_, lat)| lat);
        assert!(lon("PT") < lon("ES") && lon("ES") < lon("IT") && lon("IT") < lon("GR") && lon("GR") < lon("TR"));
        assert!(lat("FI") > lat("PL") && lat("PL") > lat("HU") && lat("HU") > lat("BG") && lat("BG") > lat("MT"));
        assert!(lat("NZ") < lat("AU") && lat("CL") < Some(0) && lon("CL") < lon("AR") && lon("JP") > lon("CN"));
    }
}
