/* Draws a chart from the table beside it (echarts); the table folds away but stays one press off. */
"use strict";

(() => {
  const styles = getComputedStyle(document.documentElement);
  const token = (name) => styles.getPropertyValue(`--${name}`).trim();

  function draw(figure) {
    const table = figure.querySelector("table");
    const heads = [...table.querySelectorAll("thead th")].slice(1).map((th) => th.textContent.trim());
    const rows = [...table.querySelectorAll("tbody tr")];
    const labels = rows.map((row) => row.querySelector("th").textContent.trim());
    const columns = heads.map((_, place) => rows.map((row) => Number(row.querySelectorAll("td")[place].dataset.value)));
    const place = figure.querySelector("[data-chart-draw]");
    const unit = figure.dataset.unit;
    const font = { fontFamily: token("sans"), fontSize: Math.round(parseFloat(getComputedStyle(document.body).fontSize) * 0.875), color: token("ink-2") };
    const shapes = ["circle", "rect", "triangle", "diamond"];
    place.hidden = false;
    figure.querySelector("details").open = false;

    const chart = echarts.init(place, null, { renderer: "canvas" });
    chart.setOption({
      animation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
      color: [token("blue-600"), token("warm-600"), token("green-700"), token("ink-3")],
      textStyle: font,
      grid: { left: 8, right: 24, top: heads.length > 1 ? 40 : 16, bottom: 8, containLabel: true },
      legend: heads.length > 1 ? { top: 0, left: 0, textStyle: font } : undefined,
      tooltip: { trigger: "axis", renderMode: "richText", confine: true, valueFormatter: (v) => `${Number(v).toLocaleString("zh-CN")} ${unit}` },
      xAxis: { type: "category", data: labels, axisLabel: font, axisTick: { show: false }, axisLine: { lineStyle: { color: token("line-strong") } } },
      yAxis: { type: "value", axisLabel: font, splitLine: { lineStyle: { color: token("line") } } },
      series: heads.map((name, number) => ({
        name, type: figure.dataset.chart, data: columns[number],
        symbol: shapes[number % shapes.length], symbolSize: 8, lineStyle: { width: 2.5, type: number ? "dashed" : "solid" }, barMaxWidth: 36,
      })),
    });
    new ResizeObserver(() => chart.resize()).observe(place);
  }

  if (typeof echarts !== "undefined") document.querySelectorAll("figure[data-chart]").forEach(draw);
})();
