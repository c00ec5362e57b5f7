//! Code lists of the standards that a dataset refers to.
//!
//! Data, not logic: each list stands here once, in alphabetical order, with its source.

/// The country codes of ISO 3166-1, alpha-2 and alpha-3 side by side, in the order of the first.
// ISO 3166-1:2020 as maintained by the ISO 3166 Maintenance Agency, 249 officially assigned codes.
const COUNTRIES: &str = "\
    AD AND AE ARE AF AFG AG ATG AI AIA AL ALB AM ARM AO AGO AQ ATA AR ARG AS ASM AT AUT AU AUS AW ABW AX ALA AZ AZE BA BIH \
    BB BRB BD BGD BE BEL BF BFA BG BGR BH BHR BI BDI BJ BEN BL BLM BM BMU BN BRN BO BOL BQ BES BR BRA BS BHS BT BTN BV BVT \
    BW BWA BY BLR BZ BLZ CA CAN CC CCK CD COD CF CAF CG COG CH CHE CI CIV CK COK CL CHL CM CMR CN CHN CO COL CR CRI CU CUB \
    CV CPV CW CUW CX CXR CY CYP CZ CZE DE DEU DJ DJI DK DNK DM DMA DO DOM DZ DZA EC ECU EE EST EG EGY EH ESH ER ERI ES ESP \
    ET ETH FI FIN FJ FJI FK FLK FM FSM FO FRO FR FRA GA GAB GB GBR GD GRD GE GEO GF GUF GG GGY GH GHA GI GIB GL GRL GM GMB \
    GN GIN GP GLP GQ GNQ GR GRC GS SGS GT GTM GU GUM GW GNB GY GUY HK HKG HM HMD HN HND HR HRV HT HTI HU HUN ID IDN IE IRL \
    IL ISR IM IMN IN IND IO IOT IQ IRQ IR IRN IS ISL IT ITA JE JEY JM JAM JO JOR JP JPN KE KEN KG KGZ KH KHM KI KIR KM COM \
    KN KNA KP PRK KR KOR KW KWT KY CYM KZ KAZ LA LAO LB LBN LC LCA LI LIE LK LKA LR LBR LS LSO LT LTU LU LUX LV LVA LY LBY \
    MA MAR MC MCO MD MDA ME MNE MF MAF MG MDG MH MHL MK MKD ML MLI MM MMR MN MNG MO MAC MP MNP MQ MTQ MR MRT MS MSR MT MLT \
    MU MUS MV MDV MW MWI MX MEX MY MYS MZ MOZ NA NAM NC NCL NE NER NF NFK NG NGA NI NIC NL NLD NO NOR NP NPL NR NRU NU NIU \
    NZ NZL OM OMN PA PAN PE PER PF PYF PG PNG PH PHL PK PAK PL POL PM SPM PN PCN PR PRI PS PSE PT PRT PW PLW PY PRY QA QAT \
    RE REU RO ROU RS SRB RU RUS RW RWA SA SAU SB SLB SC SYC SD SDN SE SWE SG SGP SH SHN SI SVN SJ SJM SK SVK SL SLE SM SMR \
    SN SEN SO SOM SR SUR SS SSD ST STP SV SLV SX SXM SY SYR SZ SWZ TC TCA TD TCD TF ATF TG TGO TH THA TJ TJK TK TKL TL TLS \
    TM TKM TN TUN TO TON TR TUR TT TTO TV TUV TW TWN TZ TZA UA UKR UG UGA UM UMI US USA UY URY UZ UZB VA VAT VC VCT VE VEN \
    VG VGB VI VIR VN VNM VU VUT WF WLF WS WSM YE YEM YT MYT ZA ZAF ZM ZMB ZW ZWE \
";

/// The currency codes of ISO 4217 in circulation.
// ISO 4217:2015, list one, without funds codes, metals and test codes; BGN is kept for amounts quoted before 2026.
const CURRENCIES: &str = "\
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP \
    CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD \
    IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR \
    MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP \
    SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF \
    YER ZAR ZMW ZWG \
";

/// Tells whether the text is an ISO 3166-1 alpha-2 code, or one that the standard leaves to its users (`XA` to `XZ`, `QM` to `QZ`,
/// `AA`, `ZZ`), as dialogues use `XK`.
pub fn is_country(code: &str) -> bool {
    is_user_assigned(code) || COUNTRIES.split_ascii_whitespace().step_by(2).any(|known| known == code)
}

fn is_user_assigned(code: &str) -> bool {
    matches!(code.as_bytes(), [b'X', b'A'..=b'Z'] | [b'Q', b'M'..=b'Z'] | b"AA" | b"ZZ")
}

/// Returns the alpha-3 code of an alpha-2 code of ISO 3166-1.
pub fn alpha3(code: &str) -> Option<&'static str> {
    let mut codes = COUNTRIES.split_ascii_whitespace();
    while let (Some(two), Some(three)) = (codes.next(), codes.next()) {
        if two == code {
            return Some(three);
        }
    }
    None
}

/// Returns the alpha-2 code of an alpha-3 code of ISO 3166-1.
pub fn alpha2(code: &str) -> Option<&'static str> {
    let mut codes = COUNTRIES.split_ascii_whitespace();
    while let (Some(two), Some(three)) = (codes.next(), codes.next()) {
        if three == code {
            return Some(two);
        }
    }
    None
}

/// Lists the alpha-2 codes of ISO 3166-1 in alphabetical order.
pub fn countries() -> impl Iterator<Item = &'static str> {
    COUNTRIES.split_ascii_whitespace().step_by(2)
}

/// Tells whether the text is a currency code of ISO 4217.
pub fn is_currency(code: &str) -> bool {
    CURRENCIES.split_ascii_whitespace().any(|known| known == code)
}

/// Lists the currency codes of ISO 4217 in alphabetical order.
pub fn currencies() -> impl Iterator<Item = &'static str> {
    CURRENCIES.split_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_lists_are_whole_sorted_and_without_double_entries() {
        let countries: Vec<_> = countries().collect();
        assert_eq!(countries.len(), 249);
        assert!(countries.is_sorted_by(|a, b| a < b));
        assert!(CURRENCIES.split_ascii_whitespace().is_sorted_by(|a, b| a < b));
        assert!(COUNTRIES.split_ascii_whitespace().skip(1).step_by(2).all(|code| code.len() == 3));
    }

    #[test]
    fn a_code_is_known_by_its_letters_alone() {
        assert!(
            is_country("BG") && is_country("XK") && !is_country("BX") && !is_country("bg") && !is_country("Bulgaria")
        );
        assert!(is_currency("EUR") && !is_currency("EURO") && !is_currency(""));
        assert_eq!(alpha3("TR"), Some("TUR"));
        assert_eq!(alpha3("XX"), None);
        assert_eq!((alpha2("AUT"), alpha2("AT")), (Some("AT"), None));
    }
}
