import { readLogTime, type TimeUnit, writeLogTime } from '../../lib/log-time.ts';
import { BadValue, type Step, type Transform } from './transform.ts';

interface Argument {
  readonly unit: TimeUnit;
  readonly zone?: string;
}

const stepOf = ({ unit, zone }: Argument): Step => {
  const bad = new BadValue(`a time in the unit ${unit}`);
  return (value) => {
    const time = readLogTime(value, unit);
    if (!time) return bad;
    const text = writeLogTime(time);
    return time.zoned ? text : `${text}${zone ?? ''}`;
  };
};

const transform: Transform = {
  id: 'time',
  argument: true,
  step: (argument) => stepOf(typeof argument === 'string' ? { unit: argument as TimeUnit } : (argument as Argument)),
};

export default transform;
