import { LineChart, type LineChartProps } from '@fluentui/react-charts';
import { makeStyles } from '@fluentui/react-components';
import { formatNumber } from '../format/format';
import { useIsDark } from '../shell/theme';

/** A value at a moment, and how that moment is told. */
export interface Point {
  at: Date;
  told: string;
  value: number;
}

export interface TimeLine {
  name: string;
  points: Point[];
}

const COLOURS = ['#0f6cbd', '#0e700e', '#bc4b09', '#8764b8', '#038387'];
const DARK_COLOURS = ['#479ef5', '#54b054', '#f7894a', '#b29ad4', '#58d3db'];

const useStyles = makeStyles({ chart: { height: '240px', width: '100%' } });

/** Values over time, as lines. */
export function TimeChart(props: {
  label: string;
  lines: TimeLine[];
  ticks: Date[];
  formatTick: (at: Date) => string;
  /** Whether a value stays until the next one is known, or moves towards it. */
  steps?: boolean;
}) {
  const styles = useStyles();
  const colours = useIsDark() ? DARK_COLOURS : COLOURS;
  const data: LineChartProps['data'] = {
    chartTitle: props.label,
    lineChartData: props.lines.map(({ name, points }, index) => ({
      legend: name,
      color: colours[index % colours.length] ?? '',
      ...(props.steps ? { lineOptions: { curve: 'stepAfter' } } : {}),
      data: points.map(({ at, told, value }) => ({
        x: at,
        y: value,
        xAxisCalloutData: told,
        yAxisCalloutData: formatNumber(value),
      })),
    })),
  };
  return (
    <div className={styles.chart}>
      <LineChart
        data={data}
        height={240}
        hideLegend={props.lines.length < 2}
        tickValues={props.ticks}
        customDateTimeFormatter={props.formatTick}
        yMinValue={0}
        roundedTicks
        culture={navigator.language}
      />
    </div>
  );
}
