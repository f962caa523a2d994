'use strict';
const form = document.forms[0];
const hits = [...document.querySelectorAll('details.hit')];
const all = [...document.querySelectorAll('details')];
const signs = {'&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'", '&amp;': '&'};
const plain = text => (/[^\0-\x7f]/.test(text) ? text.normalize('NFKD').replace(/\p{M}/gu, '') : text).toLowerCase();
const texts = new Map();
/* Of many hits the page holds all but the first line as text; it is our own markup, escaped when it was written. */
function unfold(hit) {
  const folded = hit.querySelector('noscript');
  if (folded) folded.outerHTML = folded.textContent;
}
/* What a hit can be found by: all that it says, and who was screened. */
function saying(hit) {
  if (!texts.has(hit)) {
    const folded = hit.querySelector('noscript') ? hit.textContent : hit.innerHTML;
    const said = folded.replace(/<[^>]*>/g, ' ').replace(/&(lt|gt|quot|#x27|amp);/g, sign => signs[sign]);
    texts.set(hit, plain(said + ' ' + hit.parentElement.firstElementChild.textContent));
  }
  return texts.get(hit);
}
function filter() {
  const wanted = ['list', 'grade', 'authority', 'alert'].map(name => form[name].value).filter(Boolean);
  const words = plain(form.text.value).split(/\s+/).filter(Boolean);
  const full = new Set();
  let shown = 0;
  for (const hit of hits) {
    const marks = hit.dataset.f.split(' ');
    const fits = wanted.every(mark => marks.includes(mark)) && words.every(word => saying(hit).includes(word));
    hit.hidden = !fits;
    shown += fits;
    if (fits) full.add(hit.parentElement);
  }
  for (const each of document.querySelectorAll('article.case')) each.hidden = !full.has(each);
  form.querySelector('output').textContent = `${shown} of ${hits.length} hits shown`;
}
if (form) {
  let waiting;
  form.hidden = false;
  form.addEventListener('change', filter);
  form.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(filter, 150); });
  form.addEventListener('reset', () => setTimeout(filter));
  form.addEventListener('submit', event => { event.preventDefault(); filter(); });
  for (const name of ['open', 'close'])
    form[name].addEventListener('click', () => { for (const hit of hits) if (!hit.hidden) hit.open = name === 'open'; });
  document.addEventListener('toggle', event => { if (event.target.open) unfold(event.target); }, true);
}
let before = [];
addEventListener('beforeprint', () => {
  before = all.filter(each => !each.open && !each.hidden);
  for (const each of before) { unfold(each); each.open = true; }
});
addEventListener('afterprint', () => { for (const each of before) each.open = false; });
