import { LineChart, type LineChartProps } from '@fluentui/react-charts';
import { makeStyles } from '@fluentui/react-components';
import { formatDay, formatNumber, formatShortDay } from '../format/format';
import { useIsDark } from '../shell/theme';
import { everyDay, someOf, type DayValue } from './days';

export interface DayLine {
  name: string;
  days: DayValue[];
}

const COLOURS = ['#0f6cbd', '#0e700e', '#bc4b09', '#8764b8', '#038387'];
const DARK_COLOURS = ['#479ef5', '#54b054', '#f7894a', '#b29ad4', '#58d3db'];
const TICKS = 8;

const useStyles = makeStyles({ chart: { height: '240px', width: '100%' } });

/** The day as the chart draws it: by the clock of whoever looks at it. */
function dateOf(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}

/** Values by day, as lines. */
export default function DayChart(props: { label: string; lines: DayLine[]; gaps: 'nothing' | 'as-before' }) {
  const styles = useStyles();
  const colours = useIsDark() ? DARK_COLOURS : COLOURS;
  const today = new Date().toISOString().slice(0, 10);
  const lines = props.lines.map(({ name, days }) => ({ name, days: everyDay(days, props.gaps, today) }));
  const data: LineChartProps['data'] = {
    chartTitle: props.label,
    lineChartData: lines.map(({ name, days }, index) => ({
      legend: name,
      color: colours[index % colours.length] ?? '',
      data: days.map(({ day, value }) => ({
        x: dateOf(day),
        y: value,
        xAxisCalloutData: formatDay(day),
        yAxisCalloutData: formatNumber(value),
      })),
    })),
  };
  const ticks = someOf(lines[0]?.days.map((it) => it.day) ?? [], TICKS);
  return (
    <div className={styles.chart}>
      <LineChart
        data={data}
        height={240}
        hideLegend={props.lines.length < 2}
        tickValues={ticks.map(dateOf)}
        customDateTimeFormatter={formatShortDay}
        yMinValue={0}
        roundedTicks
        culture={navigator.language}
      />
    </div>
  );
}
