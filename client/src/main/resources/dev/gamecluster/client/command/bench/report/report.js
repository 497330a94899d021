'use strict';
/** Fills the page from the data in it. Everything of the data goes into the document as text. */
(() => {
  const result = JSON.parse(document.getElementById('data').textContent);
  const { setup, summary, machine, baseline } = result;
  const byId = (id) => document.getElementById(id);
  const { grouped } = reportCharts;

  // ---- numbers ---------------------------------------------------------------------------------------------------

  function millis(micros) {
    const ms = micros / 1000;
    if (ms < 1) return ms.toFixed(3);
    if (ms < 100) return ms.toFixed(2);
    return ms < 1000 ? ms.toFixed(1) : grouped(ms);
  }
  const rate = (perSecond) => (perSecond < 100 ? perSecond.toFixed(1) : grouped(perSecond));
  const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const percent = (share) => `${Math.round(100 * share)} %`;

  // ---- elements --------------------------------------------------------------------------------------------------

  function element(name, text, className) {
    const created = document.createElement(name);
    if (text !== undefined) created.textContent = text;
    if (className) created.className = className;
    return created;
  }
  const put = (id, text) => { byId(id).textContent = text; };

  /** @param columns [heading, cell of a row, class] */
  function table(id, columns, rows) {
    const head = element('tr');
    columns.forEach(([heading, , className]) => head.append(element('th', heading, typeof className === 'string' ? className : '')));
    byId(id).append(head);
    rows.forEach((row) => {
      const line = element('tr');
      columns.forEach(([, cell, className]) => line.append(element('td', cell(row), typeof className === 'function' ? className(row) : className)));
      byId(id).append(line);
    });
  }

  function facts(id, pairs) {
    pairs.filter(([, value]) => value !== '').forEach(([name, value]) => byId(id).append(element('dt', name), element('dd', value)));
  }

  function tile(name, value, unit, detail, bad) {
    const created = element('div', undefined, bad ? 'bad' : '');
    const number = element('div', value, 'value');
    if (unit) number.append(element('span', unit, 'unit'));
    created.append(element('div', name, 'name'), number, element('div', detail, 'detail'));
    byId('tiles').append(created);
  }

  // ---- head ------------------------------------------------------------------------------------------------------

  function verdict() {
    const missed = result.checks.filter((check) => !check.passed).length;
    const all = result.checks.length;
    if (missed > 0) return [`${missed} of ${all} assertions failed`, 'bad'];
    if (summary.generator.bottleneck) return ['The generator was the bottleneck', 'warn'];
    if (all > 0) return [all === 1 ? 'The assertion holds' : `All ${all} assertions hold`, 'good'];
    return summary.failed + summary.sessions_lost > 0 ? ['With failures', 'warn'] : ['Measured without a failure', 'good'];
  }

  function head() {
    put('scenario', setup.scenario);
    put('description', sentence(setup.description));
    put('when', `${result.started_at.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC')} · GameCluster ${result.version} · ${setup.target}`);
    const [text, className] = verdict();
    put('verdict', text);
    byId('verdict').className = className;
    const notices = result.warnings.concat(summary.generator.bottleneck ? [summary.generator.verdict] : []);
    notices.forEach((notice) => byId('notices').append(element('p', sentence(notice))));
    byId('notices').hidden = notices.length === 0;
  }

  function tiles() {
    const whole = summary.kinds.find((kind) => kind.kind === 'all');
    tile('Answered', rate(summary.answered_per_second), '/s', setup.rate_per_second > 0 ? `${rate(setup.rate_per_second)}/s due` : `${setup.in_flight} in flight each`);
    ['query', 'write'].map((kind) => summary.kinds.find((one) => one.kind === kind)).filter(Boolean)
      .forEach((kind) => tile(`${kind.kind === 'query' ? 'Query' : 'Write'}, mean`, millis(kind.mean), 'ms', `p99 ${millis(kind.p99)} ms`));
    if (whole) {
      tile('99 % within', millis(whole.p99), 'ms', `99.9 % within ${millis(whole.p999)} ms`);
      tile('Slowest', millis(whole.max), 'ms', `of ${grouped(whole.count)} requests`);
    }
    tile('Failed', grouped(summary.failed), '', `${grouped(summary.unanswered)} unanswered`, summary.failed > 0);
    tile('Clients', grouped(setup.clients), '', `${grouped(summary.sessions_lost)} sessions lost`, summary.sessions_lost > 0);
    if (baseline) tile('Ratio', baseline.ratio.toFixed(2), '', `to ${baseline.name}`);
  }

  // ---- tables ----------------------------------------------------------------------------------------------------

  function tables() {
    const number = 'number';
    table('summary', [
      ['', (kind) => kind.kind],
      ['Requests', (kind) => grouped(kind.count), number],
      ['/s', (kind) => rate(kind.per_second), number],
      ['Mean', (kind) => millis(kind.mean), number],
      ['p50', (kind) => millis(kind.p50), number],
      ['p90', (kind) => millis(kind.p90), number],
      ['p99', (kind) => millis(kind.p99), number],
      ['p99.9', (kind) => millis(kind.p999), number],
      ['Max', (kind) => millis(kind.max), number],
      ['Mean as sent', (kind) => millis(kind.uncorrected_mean), number],
      ['p99 as sent', (kind) => millis(kind.uncorrected_p99), number],
    ], summary.kinds);
    if (result.checks.length > 0) {
      byId('checks-section').hidden = false;
      table('checks', [
        ['', (check) => (check.passed ? 'ok' : 'failed'), (check) => (check.passed ? 'good' : 'bad')],
        ['Assertion', (check) => check.expression],
        ['Measured', (check) => check.actual],
      ], result.checks);
    }
    if (result.marks.length > 0) {
      byId('marks-section').hidden = false;
      table('marks', [['At', (mark) => `${mark.at_seconds.toFixed(1)} s`, number], ['Event', (mark) => mark.kind], ['', (mark) => mark.text]], result.marks);
    }
  }

  function lists() {
    const { generator } = summary;
    facts('requests', [
      ['Due', grouped(summary.due)], ['Sent', grouped(summary.sent)], ['Answered', grouped(summary.answered)],
      ['Failed', grouped(summary.failed)], ['Unanswered', grouped(summary.unanswered)],
      ['Reconnects', grouped(summary.reconnects)], ['Redirects', grouped(summary.redirects)], ['Sessions lost', grouped(summary.sessions_lost)],
    ].concat(Object.entries(summary.errors_by_code).map(([code, count]) => [code, grouped(count)])));
    put('generator-verdict', sentence(generator.verdict));
    facts('generator', [
      ['Sent late by', `${millis(generator.send_delay_p99)} ms (p99), ${millis(generator.send_delay_max)} ms (max)`],
      ['Busy', percent(generator.busy_share)], ['Whole machine', percent(generator.machine_cpu)],
      ['Garbage collection', `${grouped(generator.gc_pause_millis_total)} ms in all`],
    ]);
    if (baseline) {
      byId('baseline-section').hidden = false;
      put('baseline-name', `${baseline.name}, on the same machine after this run`);
      facts('baseline', [
        ['Connections', grouped(baseline.connections)], ['Due', baseline.rate_per_second > 0 ? `${rate(baseline.rate_per_second)}/s` : ''],
        ['Answered', `${rate(baseline.answered_per_second)}/s`], ['p50', `${millis(baseline.p50)} ms`], ['p99', `${millis(baseline.p99)} ms`],
        ['Ours to theirs', `${baseline.ratio.toFixed(2)}, answered per second`],
      ]);
    }
    facts('setup', [
      ['Load', `${grouped(setup.clients)} clients on ${grouped(setup.connections)} connections, `
        + (setup.in_flight > 0 ? `${setup.in_flight} in flight per connection` : `${rate(setup.rate_per_second)} requests/s due in all`)],
      ['Time', `${setup.warm_up_seconds} s of warm-up, ${summary.measured_seconds.toFixed(1)} s measured`],
      ['Seed', String(setup.seed)], ['Target', setup.target],
      ['Machine', `${machine.cpus} CPUs${machine.cpu_model ? ` ${machine.cpu_model}` : ''}, ${(machine.memory_bytes / 2 ** 30).toFixed(1)} GiB`],
      ['System', `${machine.os}, Java ${machine.java}`],
      ['Load average before', machine.load_average_before < 0 ? '' : machine.load_average_before.toFixed(2)],
    ]);
    put('command', setup.command_line);
    put('scenario-text', setup.scenario_text);
  }

  // ---- plots -----------------------------------------------------------------------------------------------------

  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const shown = new Map();
  const kinds = reportCharts.kinds(result);
  let kind = kinds[0];

  function plot(id, option) {
    if (!option) {
      put(id, 'Nothing was measured here.');
      byId(id).classList.add('empty');
      return;
    }
    if (!shown.has(id)) shown.set(id, echarts.init(byId(id), null, { renderer: 'svg' }));
    shown.get(id).setOption(option, true);
  }

  function plots() {
    const theme = reportCharts.themes[dark.matches ? 'dark' : 'light'];
    const timed = result.timeline.length > 0;
    plot('latency', kind && reportCharts.latency(result, theme, kind));
    plot('percentiles', result.curves.length > 0 && reportCharts.percentiles(result, theme));
    plot('throughput', timed && reportCharts.throughput(result, theme));
    plot('lag', timed && reportCharts.lag(result, theme));
    plot('load', result.nodes.length > 0 && reportCharts.load(result, theme));
  }

  function chooser() {
    kinds.forEach((name) => {
      const button = element('button', name);
      button.type = 'button';
      button.setAttribute('aria-pressed', String(name === kind));
      button.addEventListener('click', () => {
        kind = name;
        byId('kinds').querySelectorAll('button').forEach((one) => one.setAttribute('aria-pressed', String(one === button)));
        plots();
      });
      byId('kinds').append(button);
    });
  }

  head();
  tiles();
  tables();
  lists();
  chooser();
  plots();
  dark.addEventListener('change', plots);
  window.addEventListener('resize', () => shown.forEach((chart) => chart.resize()));
})();
