// Written by `cargo xtask fixtures` from the crate iso_currency. Do not edit.

use super::currency::Currency;

/// The currencies of ISO 4217 that have a minor unit.
impl Currency {
    /// United Arab Emirates dirham: 2 decimal places.
    pub const AED: Self = Self(*b"AED");
    /// Afghan afghani: 2 decimal places.
    pub const AFN: Self = Self(*b"AFN");
    /// Albanian lek: 2 decimal places.
    pub const ALL: Self = Self(*b"ALL");
    /// Armenian dram: 2 decimal places.
    pub const AMD: Self = Self(*b"AMD");
    /// Angolan kwanza: 2 decimal places.
    pub const AOA: Self = Self(*b"AOA");
    /// Argentine peso: 2 decimal places.
    pub const ARS: Self = Self(*b"ARS");
    /// Australian dollar: 2 decimal places.
    pub const AUD: Self = Self(*b"AUD");
    /// Aruban florin: 2 decimal places.
    pub const AWG: Self = Self(*b"AWG");
    /// Azerbaijani manat: 2 decimal places.
    pub const AZN: Self = Self(*b"AZN");
    /// Bosnia and Herzegovina convertible mark: 2 decimal places.
    pub const BAM: Self = Self(*b"BAM");
    /// Barbados dollar: 2 decimal places.
    pub const BBD: Self = Self(*b"BBD");
    /// Bangladeshi taka: 2 decimal places.
    pub const BDT: Self = Self(*b"BDT");
    /// Bulgarian lev: 2 decimal places.
    pub const BGN: Self = Self(*b"BGN");
    /// Bahraini dinar: 3 decimal places.
    pub const BHD: Self = Self(*b"BHD");
    /// Burundian franc: 0 decimal places.
    pub const BIF: Self = Self(*b"BIF");
    /// Bermudian dollar: 2 decimal places.
    pub const BMD: Self = Self(*b"BMD");
    /// Brunei dollar: 2 decimal places.
    pub const BND: Self = Self(*b"BND");
    /// Boliviano: 2 decimal places.
    pub const BOB: Self = Self(*b"BOB");
    /// Bolivian Mvdol: 2 decimal places.
    pub const BOV: Self = Self(*b"BOV");
    /// Brazilian real: 2 decimal places.
    pub const BRL: Self = Self(*b"BRL");
    /// Bahamian dollar: 2 decimal places.
    pub const BSD: Self = Self(*b"BSD");
    /// Bhutanese ngultrum: 2 decimal places.
    pub const BTN: Self = Self(*b"BTN");
    /// Botswana pula: 2 decimal places.
    pub const BWP: Self = Self(*b"BWP");
    /// Belarusian ruble: 2 decimal places.
    pub const BYN: Self = Self(*b"BYN");
    /// Belize dollar: 2 decimal places.
    pub const BZD: Self = Self(*b"BZD");
    /// Canadian dollar: 2 decimal places.
    pub const CAD: Self = Self(*b"CAD");
    /// Congolese franc: 2 decimal places.
    pub const CDF: Self = Self(*b"CDF");
    /// WIR Euro: 2 decimal places.
    pub const CHE: Self = Self(*b"CHE");
    /// Swiss franc: 2 decimal places.
    pub const CHF: Self = Self(*b"CHF");
    /// WIR Franc: 2 decimal places.
    pub const CHW: Self = Self(*b"CHW");
    /// Unidad de Fomento: 4 decimal places.
    pub const CLF: Self = Self(*b"CLF");
    /// Chilean peso: 0 decimal places.
    pub const CLP: Self = Self(*b"CLP");
    /// Renminbi (Chinese) yuan: 2 decimal places.
    pub const CNY: Self = Self(*b"CNY");
    /// Colombian peso: 2 decimal places.
    pub const COP: Self = Self(*b"COP");
    /// Unidad de Valor Real (UVR): 2 decimal places.
    pub const COU: Self = Self(*b"COU");
    /// Costa Rican colon: 2 decimal places.
    pub const CRC: Self = Self(*b"CRC");
    /// Cuban convertible peso: 2 decimal places.
    pub const CUC: Self = Self(*b"CUC");
    /// Cuban peso: 2 decimal places.
    pub const CUP: Self = Self(*b"CUP");
    /// Cape Verdean escudo: 2 decimal places.
    pub const CVE: Self = Self(*b"CVE");
    /// Czech koruna: 2 decimal places.
    pub const CZK: Self = Self(*b"CZK");
    /// Djiboutian franc: 0 decimal places.
    pub const DJF: Self = Self(*b"DJF");
    /// Danish krone: 2 decimal places.
    pub const DKK: Self = Self(*b"DKK");
    /// Dominican peso: 2 decimal places.
    pub const DOP: Self = Self(*b"DOP");
    /// Algerian dinar: 2 decimal places.
    pub const DZD: Self = Self(*b"DZD");
    /// Egyptian pound: 2 decimal places.
    pub const EGP: Self = Self(*b"EGP");
    /// Eritrean nakfa: 2 decimal places.
    pub const ERN: Self = Self(*b"ERN");
    /// Ethiopian birr: 2 decimal places.
    pub const ETB: Self = Self(*b"ETB");
    /// Euro: 2 decimal places.
    pub const EUR: Self = Self(*b"EUR");
    /// Fiji dollar: 2 decimal places.
    pub const FJD: Self = Self(*b"FJD");
    /// Falkland Islands pound: 2 decimal places.
    pub const FKP: Self = Self(*b"FKP");
    /// Pound sterling: 2 decimal places.
    pub const GBP: Self = Self(*b"GBP");
    /// Georgian lari: 2 decimal places.
    pub const GEL: Self = Self(*b"GEL");
    /// Ghanaian cedi: 2 decimal places.
    pub const GHS: Self = Self(*b"GHS");
    /// Gibraltar pound: 2 decimal places.
    pub const GIP: Self = Self(*b"GIP");
    /// Gambian dalasi: 2 decimal places.
    pub const GMD: Self = Self(*b"GMD");
    /// Guinean franc: 0 decimal places.
    pub const GNF: Self = Self(*b"GNF");
    /// Guatemalan quetzal: 2 decimal places.
    pub const GTQ: Self = Self(*b"GTQ");
    /// Guyanese dollar: 2 decimal places.
    pub const GYD: Self = Self(*b"GYD");
    /// Hong Kong dollar: 2 decimal places.
    pub const HKD: Self = Self(*b"HKD");
    /// Honduran lempira: 2 decimal places.
    pub const HNL: Self = Self(*b"HNL");
    /// Croatian kuna: 2 decimal places.
    pub const HRK: Self = Self(*b"HRK");
    /// Haitian gourde: 2 decimal places.
    pub const HTG: Self = Self(*b"HTG");
    /// Hungarian forint: 2 decimal places.
    pub const HUF: Self = Self(*b"HUF");
    /// Indonesian rupiah: 2 decimal places.
    pub const IDR: Self = Self(*b"IDR");
    /// Israeli new shekel: 2 decimal places.
    pub const ILS: Self = Self(*b"ILS");
    /// Indian rupee: 2 decimal places.
    pub const INR: Self = Self(*b"INR");
    /// Iraqi dinar: 3 decimal places.
    pub const IQD: Self = Self(*b"IQD");
    /// Iranian rial: 2 decimal places.
    pub const IRR: Self = Self(*b"IRR");
    /// Icelandic króna: 0 decimal places.
    pub const ISK: Self = Self(*b"ISK");
    /// Jamaican dollar: 2 decimal places.
    pub const JMD: Self = Self(*b"JMD");
    /// Jordanian dinar: 3 decimal places.
    pub const JOD: Self = Self(*b"JOD");
    /// Japanese yen: 0 decimal places.
    pub const JPY: Self = Self(*b"JPY");
    /// Kenyan shilling: 2 decimal places.
    pub const KES: Self = Self(*b"KES");
    /// Kyrgyzstani som: 2 decimal places.
    pub const KGS: Self = Self(*b"KGS");
    /// Cambodian riel: 2 decimal places.
    pub const KHR: Self = Self(*b"KHR");
    /// Comoro franc: 0 decimal places.
    pub const KMF: Self = Self(*b"KMF");
    /// North Korean won: 2 decimal places.
    pub const KPW: Self = Self(*b"KPW");
    /// South Korean won: 0 decimal places.
    pub const KRW: Self = Self(*b"KRW");
    /// Kuwaiti dinar: 3 decimal places.
    pub const KWD: Self = Self(*b"KWD");
    /// Cayman Islands dollar: 2 decimal places.
    pub const KYD: Self = Self(*b"KYD");
    /// Kazakhstani tenge: 2 decimal places.
    pub const KZT: Self = Self(*b"KZT");
    /// Lao kip: 2 decimal places.
    pub const LAK: Self = Self(*b"LAK");
    /// Lebanese pound: 2 decimal places.
    pub const LBP: Self = Self(*b"LBP");
    /// Sri Lankan rupee: 2 decimal places.
    pub const LKR: Self = Self(*b"LKR");
    /// Liberian dollar: 2 decimal places.
    pub const LRD: Self = Self(*b"LRD");
    /// Lesotho loti: 2 decimal places.
    pub const LSL: Self = Self(*b"LSL");
    /// Libyan dinar: 3 decimal places.
    pub const LYD: Self = Self(*b"LYD");
    /// Moroccan dirham: 2 decimal places.
    pub const MAD: Self = Self(*b"MAD");
    /// Moldovan leu: 2 decimal places.
    pub const MDL: Self = Self(*b"MDL");
    /// Malagasy ariary: 2 decimal places.
    pub const MGA: Self = Self(*b"MGA");
    /// Macedonian denar: 2 decimal places.
    pub const MKD: Self = Self(*b"MKD");
    /// Myanmar kyat: 2 decimal places.
    pub const MMK: Self = Self(*b"MMK");
    /// Mongolian tögrög: 2 decimal places.
    pub const MNT: Self = Self(*b"MNT");
    /// Macanese pataca: 2 decimal places.
    pub const MOP: Self = Self(*b"MOP");
    /// Mauritanian ouguiya: 2 decimal places.
    pub const MRU: Self = Self(*b"MRU");
    /// Mauritian rupee: 2 decimal places.
    pub const MUR: Self = Self(*b"MUR");
    /// Maldivian rufiyaa: 2 decimal places.
    pub const MVR: Self = Self(*b"MVR");
    /// Malawian kwacha: 2 decimal places.
    pub const MWK: Self = Self(*b"MWK");
    /// Mexican peso: 2 decimal places.
    pub const MXN: Self = Self(*b"MXN");
    /// Mexican Unidad de Inversion (UDI): 2 decimal places.
    pub const MXV: Self = Self(*b"MXV");
    /// Malaysian ringgit: 2 decimal places.
    pub const MYR: Self = Self(*b"MYR");
    /// Mozambican metical: 2 decimal places.
    pub const MZN: Self = Self(*b"MZN");
    /// Namibian dollar: 2 decimal places.
    pub const NAD: Self = Self(*b"NAD");
    /// Nigerian naira: 2 decimal places.
    pub const NGN: Self = Self(*b"NGN");
    /// Nicaraguan córdoba: 2 decimal places.
    pub const NIO: Self = Self(*b"NIO");
    /// Norwegian krone: 2 decimal places.
    pub const NOK: Self = Self(*b"NOK");
    /// Nepalese rupee: 2 decimal places.
    pub const NPR: Self = Self(*b"NPR");
    /// New Zealand dollar: 2 decimal places.
    pub const NZD: Self = Self(*b"NZD");
    /// Omani rial: 3 decimal places.
    pub const OMR: Self = Self(*b"OMR");
    /// Panamanian balboa: 2 decimal places.
    pub const PAB: Self = Self(*b"PAB");
    /// Peruvian sol: 2 decimal places.
    pub const PEN: Self = Self(*b"PEN");
    /// Papua New Guinean kina: 2 decimal places.
    pub const PGK: Self = Self(*b"PGK");
    /// Philippine peso: 2 decimal places.
    pub const PHP: Self = Self(*b"PHP");
    /// Pakistani rupee: 2 decimal places.
    pub const PKR: Self = Self(*b"PKR");
    /// Polish złoty: 2 decimal places.
    pub const PLN: Self = Self(*b"PLN");
    /// Paraguayan guaraní: 0 decimal places.
    pub const PYG: Self = Self(*b"PYG");
    /// Qatari riyal: 2 decimal places.
    pub const QAR: Self = Self(*b"QAR");
    /// Romanian leu: 2 decimal places.
    pub const RON: Self = Self(*b"RON");
    /// Serbian dinar: 2 decimal places.
    pub const RSD: Self = Self(*b"RSD");
    /// Russian ruble: 2 decimal places.
    pub const RUB: Self = Self(*b"RUB");
    /// Rwandan franc: 0 decimal places.
    pub const RWF: Self = Self(*b"RWF");
    /// Saudi riyal: 2 decimal places.
    pub const SAR: Self = Self(*b"SAR");
    /// Solomon Islands dollar: 2 decimal places.
    pub const SBD: Self = Self(*b"SBD");
    /// Seychelles rupee: 2 decimal places.
    pub const SCR: Self = Self(*b"SCR");
    /// Sudanese pound: 2 decimal places.
    pub const SDG: Self = Self(*b"SDG");
    /// Swedish krona/kronor: 2 decimal places.
    pub const SEK: Self = Self(*b"SEK");
    /// Singapore dollar: 2 decimal places.
    pub const SGD: Self = Self(*b"SGD");
    /// Saint Helena pound: 2 decimal places.
    pub const SHP: Self = Self(*b"SHP");
    /// Sierra Leonean leone: 2 decimal places.
    pub const SLE: Self = Self(*b"SLE");
    /// Sierra Leonean leone: 2 decimal places.
    pub const SLL: Self = Self(*b"SLL");
    /// Somali shilling: 2 decimal places.
    pub const SOS: Self = Self(*b"SOS");
    /// Surinamese dollar: 2 decimal places.
    pub const SRD: Self = Self(*b"SRD");
    /// South Sudanese pound: 2 decimal places.
    pub const SSP: Self = Self(*b"SSP");
    /// São Tomé and Príncipe dobra: 2 decimal places.
    pub const STN: Self = Self(*b"STN");
    /// Salvadoran colón: 2 decimal places.
    pub const SVC: Self = Self(*b"SVC");
    /// Syrian pound: 2 decimal places.
    pub const SYP: Self = Self(*b"SYP");
    /// Swazi lilangeni: 2 decimal places.
    pub const SZL: Self = Self(*b"SZL");
    /// Thai baht: 2 decimal places.
    pub const THB: Self = Self(*b"THB");
    /// Tajikistani somoni: 2 decimal places.
    pub const TJS: Self = Self(*b"TJS");
    /// Turkmenistan manat: 2 decimal places.
    pub const TMT: Self = Self(*b"TMT");
    /// Tunisian dinar: 3 decimal places.
    pub const TND: Self = Self(*b"TND");
    /// Tongan paʻanga: 2 decimal places.
    pub const TOP: Self = Self(*b"TOP");
    /// Turkish lira: 2 decimal places.
    pub const TRY: Self = Self(*b"TRY");
    /// Trinidad and Tobago dollar: 2 decimal places.
    pub const TTD: Self = Self(*b"TTD");
    /// New Taiwan dollar: 2 decimal places.
    pub const TWD: Self = Self(*b"TWD");
    /// Tanzanian shilling: 2 decimal places.
    pub const TZS: Self = Self(*b"TZS");
    /// Ukrainian hryvnia: 2 decimal places.
    pub const UAH: Self = Self(*b"UAH");
    /// Ugandan shilling: 0 decimal places.
    pub const UGX: Self = Self(*b"UGX");
    /// United States dollar: 2 decimal places.
    pub const USD: Self = Self(*b"USD");
    /// United States dollar (next day): 2 decimal places.
    pub const USN: Self = Self(*b"USN");
    /// Uruguay Peso en Unidades Indexadas (URUIURUI): 0 decimal places.
    pub const UYI: Self = Self(*b"UYI");
    /// Uruguayan peso: 2 decimal places.
    pub const UYU: Self = Self(*b"UYU");
    /// Unidad previsional: 4 decimal places.
    pub const UYW: Self = Self(*b"UYW");
    /// Uzbekistan som: 2 decimal places.
    pub const UZS: Self = Self(*b"UZS");
    /// Venezuelan bolívar soberano: 2 decimal places.
    pub const VED: Self = Self(*b"VED");
    /// Venezuelan bolívar soberano: 2 decimal places.
    pub const VES: Self = Self(*b"VES");
    /// Vietnamese đồng: 0 decimal places.
    pub const VND: Self = Self(*b"VND");
    /// Vanuatu vatu: 0 decimal places.
    pub const VUV: Self = Self(*b"VUV");
    /// Samoan tala: 2 decimal places.
    pub const WST: Self = Self(*b"WST");
    /// Arab Accounting Dinar: 2 decimal places.
    pub const XAD: Self = Self(*b"XAD");
    /// CFA franc BEAC: 0 decimal places.
    pub const XAF: Self = Self(*b"XAF");
    /// East Caribbean dollar: 2 decimal places.
    pub const XCD: Self = Self(*b"XCD");
    /// Caribean guilder: 2 decimal places.
    pub const XCG: Self = Self(*b"XCG");
    /// CFA franc BCEAO: 0 decimal places.
    pub const XOF: Self = Self(*b"XOF");
    /// CFP franc (franc Pacifique): 0 decimal places.
    pub const XPF: Self = Self(*b"XPF");
    /// Yemeni rial: 2 decimal places.
    pub const YER: Self = Self(*b"YER");
    /// South African rand: 2 decimal places.
    pub const ZAR: Self = Self(*b"ZAR");
    /// Zambian kwacha: 2 decimal places.
    pub const ZMW: Self = Self(*b"ZMW");
    /// Zimbabwe Gold: 2 decimal places.
    pub const ZWG: Self = Self(*b"ZWG");
    /// Zimbabwean dollar: 2 decimal places.
    pub const ZWL: Self = Self(*b"ZWL");
}
