"""The agent table of a month of chats and orders, by hand in DuckDB's SQL.

python bench/peers/measure_duckdb.py FOLDER OUT.csv [--csv]
"""

from __future__ import annotations

import sys
import tempfile

import duckdb

STORED = """
CREATE VIEW orders AS FROM read_parquet('{0}/orders/*/*.parquet', hive_partitioning = false);
CREATE VIEW lines AS FROM read_parquet('{0}/lines/*/*.parquet', hive_partitioning = false);
CREATE VIEW chats AS FROM read_parquet('{0}/receptions/*/*.parquet', hive_partitioning = false);
"""
EXPORTED = """
CREATE VIEW orders AS SELECT "订单编号" AS "order", "买家会员名" AS buyer,
  epoch(CAST("订单创建时间" AS TIMESTAMP))::BIGINT AS created,
  epoch(CAST("订单付款时间" AS TIMESTAMP))::BIGINT AS paid,
  CAST(replace("买家实际支付金额", '.', '') AS BIGINT) AS amount,
  CAST("宝贝总数量" AS BIGINT) AS pieces
  FROM read_csv('{0}/orders.csv', all_varchar = true, header = true);
CREATE VIEW lines AS SELECT "订单编号" AS "order", "商家编码" AS product
  FROM read_csv('{0}/lines.csv', all_varchar = true, header = true);
CREATE VIEW chats AS SELECT "客服旺旺" AS agent, "买家旺旺" AS buyer,
  epoch(CAST("日期" || ' ' || "开始时间" AS TIMESTAMP))::BIGINT AS started
  FROM read_csv('{0}/receptions.csv', all_varchar = true, header = true);
"""
TABLE = """
COPY (
  WITH one AS (SELECT buyer, started, max(agent) AS agent FROM chats GROUP BY ALL),
  paid AS (
    SELECT "order", buyer, created, paid, amount, pieces FROM orders
    WHERE paid // 86400 BETWEEN 20727 AND 20757
  ),
  placed AS (
    SELECT p.*, CASE WHEN p.created - c.started <= 259200 THEN c.agent END AS by_order
    FROM paid p ASOF LEFT JOIN one c ON p.buyer = c.buyer AND p.created >= c.started
  ),
  own AS (
    SELECT p.*, coalesce(by_order, CASE WHEN p.paid - c.started <= 259200 THEN c.agent END) AS agent
    FROM placed p ASOF LEFT JOIN one c ON p.buyer = c.buyer AND p.paid >= c.started
  ),
  several AS (SELECT "order", count(DISTINCT product) AS products FROM lines GROUP BY ALL),
  sold AS (
    SELECT agent, count(*) AS orders, sum(amount) AS amount, sum(pieces) AS pieces,
      count(*) FILTER (products > 1) AS several
    FROM own LEFT JOIN several USING ("order") WHERE agent IS NOT NULL GROUP BY ALL
  ),
  buyers AS (
    SELECT agent, count(*) AS buyers
    FROM (SELECT DISTINCT agent, buyer, paid // 86400 AS day FROM own WHERE agent IS NOT NULL)
    GROUP BY ALL
  ),
  served AS (
    SELECT agent, count(*) AS people, sum(n)::BIGINT AS chats FROM (
      SELECT agent, buyer, started // 86400 AS day, count(*) AS n FROM chats
      WHERE started // 86400 BETWEEN 20727 AND 20757 GROUP BY ALL
    ) GROUP BY ALL
  )
  SELECT agent, chats, people, coalesce(amount, 0)::BIGINT AS amount,
    coalesce(buyers, 0) AS buyers, coalesce(orders, 0) AS orders,
    coalesce(pieces, 0)::BIGINT AS pieces, coalesce(several, 0) AS several
  FROM served LEFT JOIN sold USING (agent) LEFT JOIN buyers USING (agent) ORDER BY agent
) TO '{out}' (HEADER)
"""

if __name__ == "__main__":
    views = EXPORTED if "--csv" in sys.argv else STORED
    with tempfile.TemporaryDirectory() as scratch, duckdb.connect() as connection:
        connection.execute(f"SET temp_directory = '{scratch}'")
        connection.execute(views.format(sys.argv[1]))
        connection.execute(TABLE.replace("{out}", sys.argv[2]))
