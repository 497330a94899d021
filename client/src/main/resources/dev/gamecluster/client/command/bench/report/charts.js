'use strict';
/**
 * Options for Apache ECharts from a result (see BenchResult; times in microseconds). Pure: the same result and theme give the same plots,
 * in the page of the report and in docs/plots, which renders them without a browser.
 */
const reportCharts = (() => {
  const LAG_LIMIT_MILLIS = 30;
  const LABELLED_MARKS = 12;

  const themes = {
    light: {
      text: '#17202b', quiet: '#5b6876', axis: '#9aa6b2', grid: '#e8ecf0', card: '#ffffff', border: '#dfe4ea',
      p50: '#2563eb', p99: '#d97706', max: '#be185d', due: '#7b8794', answered: '#059669', failed: '#dc2626', mark: '#7c3aed',
      kinds: { all: '#475569', query: '#2563eb', write: '#d97706', aoe: '#7c3aed', login: '#0e9aa7', ping: '#059669' },
      nodes: ['#2563eb', '#d97706', '#059669', '#7c3aed', '#be185d', '#0e9aa7', '#854d0e', '#475569'],
    },
    dark: {
      text: '#e6ebf1', quiet: '#98a5b3', axis: '#5c6a79', grid: '#28323e', card: '#181f29', border: '#2b3542',
      p50: '#6ea8fe', p99: '#fbb04c', max: '#f472b6', due: '#98a5b3', answered: '#34d399', failed: '#f87171', mark: '#b79bff',
      kinds: { all: '#cbd5e1', query: '#6ea8fe', write: '#fbb04c', aoe: '#b79bff', login: '#2dd4da', ping: '#34d399' },
      nodes: ['#6ea8fe', '#fbb04c', '#34d399', '#b79bff', '#f472b6', '#2dd4da', '#d6a85c', '#cbd5e1'],
    },
  };

  // ---- numbers ---------------------------------------------------------------------------------------------------

  const millis = (micros) => micros / 1000;

  /** Milliseconds with unit, about three digits. */
  function duration(ms) {
    if (ms >= 1000) return `${trim(ms / 1000)} s`;
    return ms >= 0.1 || ms === 0 ? `${trim(ms)} ms` : `${trim(ms * 1000)} µs`;
  }

  const trim = (value) => String(Number(value.toPrecision(3)));

  const grouped = (value) => Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, ' ');

  /** 10 is 90 %, 1000 is 99.9 %. */
  function percentile(inverse) {
    const digits = Math.max(0, Math.round(Math.log10(inverse)) - 2);
    return `${((1 - 1 / inverse) * 100).toFixed(digits)} %`;
  }

  // ---- parts -----------------------------------------------------------------------------------------------------

  function base(theme) {
    return {
      animation: false,
      backgroundColor: 'transparent',
      textStyle: { color: theme.text, fontFamily: 'system-ui, -apple-system, Segoe UI, Roboto, sans-serif' },
      grid: { left: 8, right: 22, top: 44, bottom: 8, containLabel: true },
      legend: { type: 'scroll', top: 0, left: 0, right: 0, itemWidth: 20, itemHeight: 8, icon: 'roundRect', textStyle: { color: theme.text },
        inactiveColor: theme.axis, pageIconColor: theme.quiet, pageTextStyle: { color: theme.quiet } },
    };
  }

  function tooltip(theme, heading, value) {
    return {
      trigger: 'axis',
      confine: true,
      backgroundColor: theme.card,
      borderColor: theme.border,
      textStyle: { color: theme.text, fontSize: 13 },
      axisPointer: { type: 'line', snap: true, lineStyle: { color: theme.axis }, label: { show: false } },
      formatter: (points) => {
        const shown = points.filter((point) => point.value[1] !== null);
        return shown.length === 0 ? '' : [escaped(heading(shown[0].value[0]))]
          .concat([...new Set(shown.map((point) => `${point.marker} ${escaped(point.seriesName)} <b>${escaped(value(point.value[1]))}</b>`))])
          .join('<br>');
      },
    };
  }

  const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

  function axis(theme, more) {
    return Object.assign({
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: theme.quiet, hideOverlap: true },
      splitLine: { lineStyle: { color: theme.grid } },
      minorSplitLine: { show: false },
      nameTextStyle: { color: theme.quiet },
    }, more);
  }

  function secondsAxis(result, theme) {
    return axis(theme, {
      type: 'value',
      min: 0,
      max: Math.max(1, Math.ceil(runSeconds(result))),
      splitLine: { show: false },
      axisLine: { show: true, onZero: false, lineStyle: { color: theme.axis } },
      axisLabel: { color: theme.quiet, hideOverlap: true, formatter: (value) => `${value} s` },
    });
  }

  const runSeconds = (result) => result.timeline.reduce((end, interval) => Math.max(end, interval.at_seconds + interval.length_seconds), 0);

  const millisLogAxis = (theme, more) => axis(theme, Object.assign({
    type: 'log',
    logBase: 10,
    axisLabel: { color: theme.quiet, formatter: duration },
  }, more));

  const atSecond = (value) => `at ${trim(value)} s`;

  function line(name, colour, data, more) {
    return Object.assign({
      name, type: 'line', data, showSymbol: data.length === 1, symbol: 'circle', symbolSize: 5, connectNulls: false,
      lineStyle: { color: colour, width: 1.8 }, itemStyle: { color: colour }, emphasis: { disabled: true },
    }, more);
  }

  /** Vertical lines for what happened; only as many names as can be read. */
  function marks(result, theme) {
    const labelled = result.marks.length <= LABELLED_MARKS;
    return {
      silent: true,
      symbol: 'none',
      lineStyle: { color: theme.mark, width: 1.2, type: [5, 4] },
      label: { show: labelled, color: theme.mark, fontSize: 11, position: 'end', rotate: 0, distance: [0, 4], formatter: (mark) => mark.name },
      data: spread(result.marks.filter((mark) => mark.kind !== 'phase' || mark.at_seconds > 0), runSeconds(result))
        .map(({ mark, apart }) => ({ name: mark.kind, xAxis: mark.at_seconds, label: { show: labelled && apart } })),
    };
  }

  /** A name needs about an eighth of the width; nearer to the last named one a line stays without. */
  function spread(all, seconds) {
    const sorted = [...all].sort((a, b) => a.at_seconds - b.at_seconds);
    let last = -Infinity;
    return sorted.map((mark) => {
      const apart = mark.at_seconds - last > seconds / 8;
      last = apart ? mark.at_seconds : last;
      return { mark, apart };
    });
  }

  // ---- plots -----------------------------------------------------------------------------------------------------

  /** Kinds of request that the timeline knows, the whole first. */
  function kinds(result) {
    const known = new Map();
    for (const interval of result.timeline) {
      for (const point of interval.kinds) known.set(point.kind, (known.get(point.kind) || 0) + point.count);
    }
    return [...known.keys()].sort((a, b) => (b === 'all') - (a === 'all') || known.get(b) - known.get(a));
  }

  function latency(result, theme, kind) {
    const points = (name) => result.timeline.map((interval) => {
      const point = interval.kinds.find((one) => one.kind === kind);
      return [interval.at_seconds, point && point.count > 0 ? Math.max(0.001, millis(point[name])) : null];
    });
    const series = [
      line('p50', theme.p50, points('p50'), { z: 4 }),
      line('p99', theme.p99, points('p99'), { z: 4 }),
      line('max', theme.max, points('max'), { lineStyle: { color: theme.max, width: 1.3 } }),
    ];
    series[0].markLine = marks(result, theme);
    return Object.assign(base(theme), {
      grid: { left: 8, right: 22, top: 62, bottom: 8, containLabel: true },
      tooltip: tooltip(theme, atSecond, duration),
      xAxis: secondsAxis(result, theme),
      yAxis: millisLogAxis(theme),
      series,
    });
  }

  function percentiles(result, theme) {
    const series = result.curves.filter((curve) => curve.points.length > 0).map((curve) => {
      const colour = theme.kinds[curve.kind] || theme.quiet;
      const data = curve.points.filter((point) => point.percentile < 100)
        .map((point) => [100 / (100 - point.percentile), Math.max(0.001, millis(point.value))]);
      return line(curve.kind, colour, data, {
        name: curve.corrected ? curve.kind : `${curve.kind}, as sent`,
        lineStyle: { color: colour, width: curve.corrected ? 2 : 1.4, type: curve.corrected ? 'solid' : 'dashed' },
      });
    });
    return Object.assign(base(theme), {
      grid: { left: 8, right: 44, top: 44, bottom: 8, containLabel: true },
      legend: Object.assign(base(theme).legend, { data: series.map((one) => one.name).filter((name) => !name.endsWith(', as sent')) }),
      tooltip: tooltip(theme, (inverse) => `${trim(100 - 100 / inverse >= 99 ? Number((100 - 100 / inverse).toFixed(5)) : 100 - 100 / inverse)} %`, duration),
      xAxis: axis(theme, { type: 'log', logBase: 10, min: 1, splitLine: { show: true, lineStyle: { color: theme.grid } },
        axisLabel: { color: theme.quiet, formatter: percentile } }),
      yAxis: millisLogAxis(theme),
      series,
    });
  }

  function throughput(result, theme) {
    const points = (name) => result.timeline.map((interval) => [interval.at_seconds, interval[name] / interval.length_seconds]);
    const series = [
      line('due', theme.due, points('due'), { lineStyle: { color: theme.due, width: 1.4, type: 'dashed' } }),
      line('answered', theme.answered, points('answered')),
      line('failed', theme.failed, points('failed')),
    ];
    series[1].markLine = Object.assign(marks(result, theme), { label: { show: false } });
    series[1].markLine.data.forEach((mark) => { mark.label.show = false; });
    return Object.assign(base(theme), {
      tooltip: tooltip(theme, atSecond, (value) => `${grouped(value)}/s`),
      xAxis: secondsAxis(result, theme),
      yAxis: axis(theme, { type: 'value', min: 0, axisLabel: { color: theme.quiet, formatter: grouped } }),
      series,
    });
  }

  function lag(result, theme) {
    const points = (name) => result.timeline.map((interval) => [interval.at_seconds, interval[name]]);
    const highest = result.timeline.reduce((most, interval) => Math.max(most, interval.lag_max_millis), 0);
    const series = [line('median', theme.p50, points('lag_p50_millis')), line('max', theme.max, points('lag_max_millis'))];
    const vertical = marks(result, theme);
    vertical.data.forEach((mark) => { mark.label.show = false; });
    vertical.data.push({ yAxis: LAG_LIMIT_MILLIS, lineStyle: { color: theme.failed, type: 'solid', width: 1 },
      label: { show: true, position: 'insideEndTop', color: theme.failed, distance: 3, formatter: `limit: ${LAG_LIMIT_MILLIS} ms` } });
    series[0].markLine = vertical;
    return Object.assign(base(theme), {
      tooltip: tooltip(theme, atSecond, (value) => `${trim(value)} ms`),
      xAxis: secondsAxis(result, theme),
      yAxis: axis(theme, { type: 'value', min: 0, max: highest < LAG_LIMIT_MILLIS ? LAG_LIMIT_MILLIS + 5 : null,
        axisLabel: { color: theme.quiet, formatter: (value) => `${trim(value)} ms` } }),
      series,
    });
  }

  /** A node that was not listed for a while has no load then. */
  function withGaps(samples, value) {
    const steps = samples.slice(1).map((sample, index) => sample.at_seconds - samples[index].at_seconds).sort((a, b) => a - b);
    const usual = steps.length === 0 ? 0 : steps[steps.length >> 1];
    return samples.flatMap((sample, index) => {
      const point = [sample.at_seconds, value(sample)];
      const gap = index > 0 && sample.at_seconds - samples[index - 1].at_seconds > 2.5 * usual;
      return gap ? [[sample.at_seconds, null], point] : [point];
    });
  }

  function load(result, theme) {
    const names = [...new Set(result.nodes.map((sample) => sample.node))].sort();
    const series = [];
    names.forEach((name, index) => {
      const colour = theme.nodes[index % theme.nodes.length];
      const samples = result.nodes.filter((sample) => sample.node === name);
      series.push(line(name, colour, withGaps(samples, (sample) => 100 * sample.load)));
      const reigns = withGaps(samples, (sample) => (sample.role === 'master' ? 100 * sample.load : null));
      series.push(line(name, colour, reigns, { lineStyle: { color: colour, width: 5, opacity: 0.55, cap: 'round' }, tooltip: { show: false } }));
    });
    if (series.length > 0) {
      series[0].markLine = marks(result, theme);
      series[0].markLine.data.forEach((mark) => { mark.label.show = false; });
    }
    return Object.assign(base(theme), {
      tooltip: tooltip(theme, atSecond, (value) => `${trim(value)} %`),
      xAxis: secondsAxis(result, theme),
      yAxis: axis(theme, { type: 'value', min: 0, axisLabel: { color: theme.quiet, formatter: (value) => `${value} %` } }),
      series,
    });
  }

  return { themes, kinds, latency, percentiles, throughput, lag, load, duration, grouped, base, axis, line };
})();

if (typeof module !== 'undefined') {
  module.exports = reportCharts;
}
