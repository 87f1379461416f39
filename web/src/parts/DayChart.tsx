import { LineChart, type LineChartProps } from '@fluentui/react-charts';
import { makeStyles } from '@fluentui/react-components';
import { formatDay, formatNumber } from '../format/format';
import { useIsDark } from '../shell/theme';

export interface DayLine {
  name: string;
  /** Values by day, such as `2026-12-24`, in order. */
  days: { day: string; value: number }[];
}

const COLOURS = ['#0f6cbd', '#0e700e', '#bc4b09', '#8764b8', '#038387'];
const DARK_COLOURS = ['#479ef5', '#54b054', '#f7894a', '#b29ad4', '#58d3db'];

const useStyles = makeStyles({ chart: { height: '220px', width: '100%' } });

/** Values by day, as lines. */
export default function DayChart(props: { label: string; lines: DayLine[] }) {
  const styles = useStyles();
  const colours = useIsDark() ? DARK_COLOURS : COLOURS;
  const data: LineChartProps['data'] = {
    chartTitle: props.label,
    lineChartData: props.lines.map((line, index) => ({
      legend: line.name,
      color: colours[index % colours.length] ?? '',
      data: line.days.map(({ day, value }) => ({
        x: new Date(day),
        y: value,
        xAxisCalloutData: formatDay(day.slice(0, 10)),
        yAxisCalloutData: formatNumber(value),
      })),
    })),
  };
  return (
    <div className={styles.chart}>
      <LineChart
        data={data}
        height={220}
        hideLegend={props.lines.length < 2}
        yMinValue={0}
        culture={navigator.language}
      />
    </div>
  );
}
