// Writes cities.json anew: npm i cldr-dates-full cldr-bcp47, then node make.mjs in that folder.
import fs from 'node:fs';

const read = path => JSON.parse(fs.readFileSync(`node_modules/${path}`));
const lastPart = id => id.split('/').at(-1).replaceAll('_', ' ');

function citiesOf(node, path = []) {
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'exemplarCity' ? [[path.join('/'), value.replaceAll('\u00AD', '')]] : typeof value === 'object' ? citiesOf(value, [...path, key]) : []);
}

const zones = Object.values(read('cldr-bcp47/bcp47/timezone.json').keyword.u.tz).filter(zone => zone._alias);
const lines = ['en', 'de', 'fr', 'es', 'ar'].map(language => {
  const known = new Map(citiesOf(read(`cldr-dates-full/main/${language}/timeZoneNames.json`).main[language].dates.timeZoneNames.zone));
  // The name by which the cities are known, and the one that a browser may say since the zone was renamed. Other aliases are other places.
  const named = zones.flatMap(zone => {
    const id = zone._alias.split(' ').find(alias => known.has(alias));
    return id ? [id, zone._iana ?? id].map(name => [name, known.get(id)]) : [];
  });
  const own = named.filter(([id, city]) => id.includes('/') && !id.startsWith('Etc/') && city !== lastPart(id));
  return `  "${language}": ${JSON.stringify(Object.fromEntries(own.sort(([a], [b]) => (a < b ? -1 : 1))))}`;
});
fs.writeFileSync('cities.json', `{\n${lines.join(',\n')}\n}\n`);
