/** Names of time zones that the runtime does not list. Data only. */

/** Names that IANA has replaced, which the runtime (ICU) still lists instead of the present ones. */
export const renamedZones: ReadonlyMap<string, string> = new Map([
  ['Africa/Asmera', 'Africa/Asmara'],
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['America/Catamarca', 'America/Argentina/Catamarca'],
  ['America/Coral_Harbour', 'America/Atikokan'],
  ['America/Cordoba', 'America/Argentina/Cordoba'],
  ['America/Godthab', 'America/Nuuk'],
  ['America/Indianapolis', 'America/Indiana/Indianapolis'],
  ['America/Jujuy', 'America/Argentina/Jujuy'],
  ['America/Louisville', 'America/Kentucky/Louisville'],
  ['America/Mendoza', 'America/Argentina/Mendoza'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Atlantic/Faeroe', 'Atlantic/Faroe'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['Pacific/Enderbury', 'Pacific/Kanton'],
  ['Pacific/Ponape', 'Pacific/Pohnpei'],
  ['Pacific/Truk', 'Pacific/Chuuk'],
]);

/** In the order in which equally good suggestions are shown. */
export const wellKnownZones: readonly string[] = `
  UTC Europe/London Europe/Berlin America/New_York America/Los_Angeles America/Chicago Europe/Paris
  Asia/Tokyo Asia/Shanghai Asia/Kolkata Asia/Singapore Australia/Sydney America/Sao_Paulo America/Toronto
  America/Denver Europe/Madrid Europe/Rome Europe/Amsterdam Europe/Zurich Europe/Stockholm Europe/Warsaw
  Europe/Helsinki Europe/Athens Europe/Istanbul Europe/Kyiv Europe/Moscow Asia/Jerusalem Asia/Dubai
  Asia/Tehran Asia/Karachi Asia/Dhaka Asia/Bangkok Asia/Jakarta Asia/Hong_Kong Asia/Taipei Asia/Seoul
  Africa/Cairo Africa/Johannesburg Africa/Lagos Africa/Nairobi America/Argentina/Buenos_Aires
  America/Mexico_City America/Bogota America/Halifax America/Anchorage Pacific/Honolulu Pacific/Auckland
  America/Phoenix
`
  .trim()
  .split(/\s+/);

/** Cities that are not in the names of zones. */
export const cityZones: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'America/Chicago':
      'Austin, Dallas, Houston, Kansas City, Madison, Memphis, Milwaukee, Minneapolis, Nashville, New Orleans, Saint Louis, San Antonio, St Louis, St. Louis',
    'America/Los_Angeles':
      'Berkeley, Cupertino, Las Vegas, Mountain View, Oakland, Palo Alto, Portland, Redmond, Sacramento, San Diego, San Francisco, San Jose CA, Santa Clara, Seattle, Stanford',
    'America/New_York':
      'Ann Arbor, Atlanta, Baltimore, Boston, Brooklyn, Cincinnati, Cleveland, DC, Ithaca, Manhattan, Miami, New Haven, Orlando, Philadelphia, Pittsburgh, Princeton, Washington, Washington D.C., Washington DC',
    'America/Sao_Paulo': 'Belo Horizonte, Brasilia, Campinas, Porto Alegre, Rio de Janeiro',
    'America/Toronto': 'Montreal, Ottawa, Quebec, Quebec City, Waterloo',
    'Africa/Johannesburg': 'Cape Town, Pretoria',
    'Asia/Dubai': 'Abu Dhabi',
    'Asia/Ho_Chi_Minh': 'Hanoi',
    'Asia/Jerusalem': 'Haifa, Rehovot, Tel Aviv',
    'Asia/Kolkata':
      'Ahmedabad, Bangalore, Bengaluru, Bombay, Chennai, Delhi, Hyderabad, Kanpur, Kharagpur, Madras, Mumbai, New Delhi, Pune',
    'Asia/Riyadh': 'Jeddah, Thuwal',
    'Asia/Seoul': 'Busan, Daejeon',
    'Asia/Shanghai':
      'Beijing, Chengdu, Guangzhou, Hangzhou, Hefei, Nanjing, Peking, Shenzhen, Suzhou, Tianjin, Wuhan, Xian, Xi’an',
    'Asia/Taipei': 'Hsinchu',
    'Asia/Tokyo': 'Fukuoka, Kyoto, Nagoya, Osaka, Sapporo, Sendai, Yokohama',
    'Australia/Sydney': 'Canberra, Newcastle NSW',
    'Europe/Amsterdam': 'Delft, Eindhoven, Groningen, Leiden, Nijmegen, Rotterdam, The Hague, Utrecht',
    'Europe/Berlin':
      'Aachen, Bonn, Bremen, Cologne, Darmstadt, Dortmund, Dresden, Dusseldorf, Frankfurt, Freiburg, Gottingen, Hamburg, Hanover, Heidelberg, Karlsruhe, Leipzig, Munich, Nuremberg, Potsdam, Saarbrucken, Stuttgart, Tübingen',
    'Europe/Istanbul': 'Ankara, Constantinople, Izmir',
    'Europe/London':
      'Belfast, Birmingham, Bristol, Cambridge UK, Cardiff, Edinburgh, Glasgow, Leeds, Liverpool, Manchester, Oxford, Sheffield',
    'Europe/Madrid': 'Barcelona, Bilbao, Seville, Valencia',
    'Europe/Moscow': 'Saint Petersburg',
    'Europe/Paris':
      'Bordeaux, Grenoble, Lille, Lyon, Marseille, Nantes, Rennes, Sophia Antipolis, Strasbourg, Toulouse',
    'Europe/Rome': 'Bologna, Florence, Milan, Naples, Padua, Pisa, Trento, Trieste, Turin, Venice',
    'Europe/Stockholm': 'Gothenburg, Linkoping, Lund, Malmo, Uppsala',
    'Europe/Warsaw': 'Gdansk, Krakow, Poznan, Wroclaw',
    'Europe/Zurich': 'Basel, Bern, Geneva, Lausanne',
    'America/St_Johns': 'Newfoundland',
    'America/Edmonton': 'Banff, Calgary',
    'Europe/Brussels': 'Antwerp, Ghent, Leuven',
    'Europe/Copenhagen': 'Aarhus, Odense',
    'Europe/Lisbon': 'Coimbra, Porto',
    'Europe/Oslo': 'Bergen, Trondheim',
    'Europe/Helsinki': 'Espoo, Tampere, Turku',
    'Europe/Prague': 'Brno',
    'Europe/Vienna': 'Graz, Innsbruck, Linz, Salzburg',
    'Asia/Karachi': 'Islamabad, Lahore',
    'Pacific/Auckland': 'Christchurch, Wellington',
  }).flatMap(([zone, cities]) => cities.split(', ').map((city) => [city, zone] as const)),
);

/** Abbreviations in lower case, and the zones that people may mean by them, the likeliest first. */
export const abbreviatedZones: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'cet cest met mez mesz': ['Europe/Berlin', 'Europe/Paris', 'Europe/Madrid'],
    'eet eest': ['Europe/Helsinki', 'Europe/Athens', 'Europe/Kyiv'],
    'wet west': ['Europe/Lisbon', 'Atlantic/Canary'],
    bst: ['Europe/London', 'Asia/Dhaka'],
    ist: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'],
    'est edt est5edt': ['America/New_York', 'America/Toronto', 'America/Panama'],
    'cst cdt cst6cdt': ['America/Chicago', 'Asia/Shanghai', 'America/Havana'],
    'mst mdt mst7mdt': ['America/Denver', 'America/Phoenix'],
    'pst pdt pst8pdt': ['America/Los_Angeles', 'America/Vancouver', 'Asia/Manila'],
    'akst akdt': ['America/Anchorage'],
    hst: ['Pacific/Honolulu'],
    'ast adt': ['America/Halifax', 'Asia/Riyadh'],
    'nst ndt': ['America/St_Johns'],
    jst: ['Asia/Tokyo'],
    kst: ['Asia/Seoul'],
    sgt: ['Asia/Singapore'],
    hkt: ['Asia/Hong_Kong'],
    ict: ['Asia/Bangkok', 'Asia/Ho_Chi_Minh'],
    wib: ['Asia/Jakarta'],
    pkt: ['Asia/Karachi'],
    gst: ['Asia/Dubai'],
    irst: ['Asia/Tehran'],
    trt: ['Europe/Istanbul'],
    msk: ['Europe/Moscow'],
    'aest aedt': ['Australia/Sydney', 'Australia/Brisbane'],
    'acst acdt': ['Australia/Adelaide', 'Australia/Darwin'],
    awst: ['Australia/Perth'],
    'nzst nzdt': ['Pacific/Auckland'],
    brt: ['America/Sao_Paulo'],
    art: ['America/Argentina/Buenos_Aires'],
    sast: ['Africa/Johannesburg'],
    wat: ['Africa/Lagos'],
    cat: ['Africa/Maputo'],
    eat: ['Africa/Nairobi'],
  }).flatMap(([words, zones]) => words.split(' ').map((word) => [word, zones] as const)),
);

/** What people call a time, in the United States above all, and short names of cities; folded. */
export const nicknamedZones: ReadonlyMap<string, string> = new Map(
  Object.entries({
    UTC: 'greenwich_mean greenwich universal coordinated_universal zulu z',
    'America/New_York': 'eastern us_eastern east_coast et nyc new_york_city ny boston_ma',
    'America/Chicago': 'central us_central ct',
    'America/Denver': 'Albuquerque, Los Alamos, Salt Lake City, Santa Fe, mountain us_mountain mt',
    'America/Los_Angeles': 'pacific us_pacific west_coast pt silicon_valley bay_area sf la',
    'America/Anchorage': 'alaska us_alaska',
    'Pacific/Honolulu': 'hawaii us_hawaii',
    'America/Phoenix': 'us_arizona',
  }).flatMap(([zone, names]) => names.split(' ').map((name) => [name, zone] as const)),
);

/** States, provinces and other parts of countries, by the zone of most people there. */
export const regionZones: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'America/New_York':
      'Connecticut, Delaware, Florida, Georgia USA, Kentucky, Maine, Maryland, Massachusetts, Michigan, New England, New Hampshire, New Jersey, New York State, North Carolina, Ohio, Pennsylvania, Rhode Island, South Carolina, Vermont, Virginia, West Virginia',
    'America/Indiana/Indianapolis': 'Indiana',
    'America/Chicago':
      'Alabama, Arkansas, Illinois, Iowa, Kansas, Louisiana, Minnesota, Mississippi, Missouri, Nebraska, North Dakota, Oklahoma, South Dakota, Tennessee, Texas, Wisconsin',
    'America/Denver': 'Colorado, Montana, New Mexico, Utah, Wyoming',
    'America/Boise': 'Idaho',
    'America/Phoenix': 'Arizona',
    'America/Los_Angeles': 'California, Nevada, Oregon, Washington State',
    'America/Toronto': 'Ontario',
    'America/Winnipeg': 'Manitoba',
    'America/Regina': 'Saskatchewan',
    'America/Edmonton': 'Alberta',
    'America/Vancouver': 'BC, British Columbia',
    'America/Halifax': 'New Brunswick, Nova Scotia, Prince Edward Island',
    'America/Whitehorse': 'Yukon',
    'Asia/Makassar': 'Bali',
    'Atlantic/Canary': 'Canary Islands, Canaries, Tenerife',
    'Australia/Sydney': 'New South Wales, NSW',
    'Australia/Melbourne': 'Victoria',
    'Australia/Brisbane': 'Queensland',
    'Australia/Hobart': 'Tasmania',
    'Australia/Adelaide': 'South Australia',
    'Australia/Perth': 'Western Australia',
    'Australia/Darwin': 'Northern Territory',
    'Europe/Berlin': 'Baden-Württemberg, Bavaria, Hesse, Saxony',
    'Europe/Madrid': 'Andalusia, Basque Country, Catalonia',
    'Europe/Rome': 'Lombardy, Sardinia, Sicily, Tuscany',
    'Europe/Paris': 'Brittany, Normandy, Provence',
  }).flatMap(([zone, names]) => names.split(', ').map((name) => [name, zone] as const)),
);
