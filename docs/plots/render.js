#!/usr/bin/env node
'use strict';
/**
 * Renders the plots of load reports as SVG files: `make plots`. For each docs/results/NAME.json (what `gamecluster bench --report DIR`
 * wrote) it writes docs/plots/NAME-latency-KIND.svg, -percentiles, -throughput, -lag and -load: the plots of the page, by the same code. What
 * JMH wrote (`make bench`) gives NAME-query.svg and NAME-aoe.svg.
 * Arguments: the built resources of the client, then the JSON files. Needs Node.js, no browser and no packages: the chart library renders
 * SVG text without a document.
 */
const fs = require('fs');
const path = require('path');

const WIDTH = 900;
const HEIGHT = 360;
const HEADING = 34;
const MARGIN = 12;

const [resources, ...files] = process.argv.slice(2);
const echarts = require(path.resolve(resources, 'echarts.common.min.js'));
const charts = require(path.resolve(resources, 'charts.js'));
const benchmarks = require('./benchmarks.js');
const theme = charts.themes.light;

/** An option of the page, with a heading and a background of its own, so that it can be read on white and on dark. */
function standAlone(option, heading) {
  const grid = Object.assign({}, option.grid, { left: option.grid.left + MARGIN, right: option.grid.right + MARGIN, top: option.grid.top + HEADING, bottom: option.grid.bottom + MARGIN });
  const legend = Object.assign({}, option.legend, { type: 'plain', top: HEADING, left: MARGIN, itemGap: 26 });
  const title = { text: heading, left: MARGIN, top: MARGIN, textStyle: { color: theme.text, fontSize: 15 } };
  return Object.assign({}, option, { backgroundColor: theme.card, grid, legend, title });
}

function write(file, option, heading) {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  chart.setOption(standAlone(option, heading));
  fs.writeFileSync(file, `${chart.renderToSVGString()}\n`);
  chart.dispose();
  console.log(file);
}

for (const file of files) {
  const result = JSON.parse(fs.readFileSync(file, 'utf8'));
  const name = path.basename(file, '.json');
  const plot = (kind, option, heading) => write(path.join(__dirname, `${name}-${kind}.svg`), option, heading);
  if (Array.isArray(result)) {
    benchmarks(result, theme, charts).forEach(([kind, option, heading]) => plot(kind, option, heading));
    continue;
  }
  if (!result.setup || !Array.isArray(result.timeline)) {
    console.error(`${file}: a result neither of gamecluster bench nor of JMH; left out`);
    continue;
  }
  const about = `${name}: ${charts.grouped(result.setup.clients)} clients`;
  const kinds = charts.kinds(result);
  kinds.forEach((kind) => plot(`latency-${kind}`, charts.latency(result, theme, kind), `${about}, latency over time: ${kind}`));
  if (kinds.length > 0) {
    plot('throughput', charts.throughput(result, theme), `${about}, requests per second`);
    plot('lag', charts.lag(result, theme), `${about}, age of the worlds that answered`);
  }
  if (result.curves.length > 0) {
    plot('percentiles', charts.percentiles(result, theme), `${about}, latency by percentile (dashed: from when it was sent)`);
  }
  if (result.nodes.length > 0) {
    plot('load', charts.load(result, theme), `${about}, load by node (thick: the master)`);
  }
}
