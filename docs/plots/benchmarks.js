'use strict';
/**
 * Plots of JMH's results (e2e/target/benchmarks.json, kept as docs/results/NAME.json): time of a query by users returned, and of an aoe by
 * users hit, each with its goal. Both axes are logarithmic, so an empty answer stands at 1.
 */
const NANOS = { 'ns/op': 1, 'us/op': 1e3, 'ms/op': 1e6, 's/op': 1e9 };
const SQUARE_METRES = 1_000_000;
const CIRCLE = Math.PI * 50 * 50;

module.exports = (results, theme, { base, axis, line }) => {
  const micros = (result) => (result.primaryMetric.score * NANOS[result.primaryMetric.scoreUnit]) / 1e3;
  const of = (name) => results.filter((result) => result.benchmark.endsWith(`.${name}`));
  const time = (value) => (value >= 1000 ? `${value / 1000} ms` : `${value} µs`);

  function plot(xName, series) {
    return Object.assign(base(theme), {
      grid: { left: 8, right: 60, top: 44, bottom: 24, containLabel: true },
      xAxis: axis(theme, { type: 'log', logBase: 10, min: 1, name: xName, nameLocation: 'middle', nameGap: 28 }),
      yAxis: axis(theme, { type: 'log', logBase: 10, axisLabel: { color: theme.quiet, formatter: time } }),
      series,
    });
  }

  const dots = (name, colour, points) => line(name, colour, points.sort((a, b) => a[0] - b[0]), { showSymbol: true, symbolSize: 7 });

  const goal = (name, points, nanos, constant) => line(name, theme.failed, points.map(([x]) => [x, (constant + nanos * x) / 1e3]),
    { lineStyle: { color: theme.failed, width: 1.2, type: 'dashed' } });

  function query() {
    const points = (places) => of('WorldQueryBenchmark.query').filter((result) => result.params.places === places)
      .filter((result) => Number(result.params.returned) > 0) // zero has no place on a logarithmic axis
      .map((result) => [Number(result.params.returned), micros(result)]);
    const uniform = points('UNIFORM');
    return uniform.length === 0 ? null : plot('users returned', [
      dots('uniform', theme.kinds.query, uniform),
      dots('clustered', theme.kinds.write, points('CLUSTERED')),
      goal('goal: 40 ns for each + 2 µs', uniform, 40, 2000),
    ]);
  }

  function aoe() {
    const points = of('WorldAoeBenchmark.aoe').map((result) => [Math.max(1, (Number(result.params.crowd) - 1) * CIRCLE / SQUARE_METRES), micros(result)]);
    return points.length === 0 ? null : plot('users hit', [
      dots('aoe, radius 50 m', theme.kinds.aoe, points),
      goal('goal: 30 ns for each + 1 µs', points, 30, 1000),
    ]);
  }

  return [
    ['query', query(), 'Time of one query in a world of a million users'],
    ['aoe', aoe(), 'Time of one aoe, by how many it hits'],
  ].filter(([, option]) => option !== null);
};
