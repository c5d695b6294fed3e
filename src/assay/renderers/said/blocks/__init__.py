"""The parts that not every report has, as sentences and tables: findings, bases, runs, people, a training."""
