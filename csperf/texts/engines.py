"""Texts about the engines that count: what they lack, and what stops them."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    "engine-missing": Message(
        "引擎 {engine} 还没有装，缺的是：{package}。",
        "The engine {engine} is not installed; missing: {package}.",
        '请运行：pip install "csperf[{engine}]"，或者去掉 --engine，用自带的 Polars。',
        'Run: pip install "csperf[{engine}]", or leave out --engine to use Polars, '
        "which is always there.",
    ),
    "engine-failed": Message(
        "引擎 {engine} 没能算完，它报的是：{says}",
        "The engine {engine} gave up; it says: {says}",
        "如果是内存或磁盘不够，请在内存更大、磁盘更空的电脑上运行，或先用 csperf ingest 存成分块；"
        "如果是存下的文件坏了，请重新运行 csperf ingest。",
        "If memory or disk ran out, run it where there is more, or store the exports with csperf ingest first; "
        "if a stored file is damaged, run csperf ingest again.",
    ),
    "java-missing": Message(
        "Spark 需要 Java {needed} 或更新的版本，这台电脑上没有找到 Java。",
        "Spark needs Java {needed} or newer, and no Java was found on this computer.",
        "请安装 Java {needed}（例如 Eclipse Temurin），或设置 JAVA_HOME；"
        "去掉 --engine 则用自带的 Polars，不需要 Java。",
        "Install Java {needed} (Eclipse Temurin, for one) or set JAVA_HOME; "
        "leave out --engine to use Polars, which needs no Java.",
    ),
    "java-old": Message(
        "Spark 需要 Java {needed} 或更新的版本，这里的 {java} 是 Java {found}。",
        "Spark needs Java {needed} or newer; {java} is Java {found}.",
        "请安装新版 Java，并让 JAVA_HOME 指向它。",
        "Install a newer Java and let JAVA_HOME point to it.",
    ),
    "spark-master-form": Message(
        "“{master}”不是 Spark 主节点的写法。",
        "{master!r} is not how a Spark master is written.",
        "本机请写 local[*]，集群请写 spark://主机:7077。",
        "Write local[*] for this computer, spark://HOST:7077 for a cluster.",
    ),
    "spark-master-silent": Message(
        "{seconds} 秒内连不上 Spark 主节点 {master}。",
        "The Spark master {master} did not answer within {seconds} seconds.",
        "请确认主节点已启动、地址和端口没写错、防火墙放行；只用本机时写 local[*]。",
        "See that it runs, that host and port are right and no firewall is in the way; "
        "for this computer alone, write local[*].",
    ),
    "spark-no-worker": Message(
        "Spark 主节点 {master} 在，但 {seconds} 秒内没有一台工作节点接活。",
        "The Spark master {master} is there, but no worker took a task within {seconds} seconds.",
        "请在主节点的网页上看看有没有工作节点、它们的内存够不够（spark-defaults.conf 里的 spark.executor.memory 可以要得少一些）。",
        "Look at the master's web page: are there workers, and have they the memory that "
        "spark.executor.memory in spark-defaults.conf asks for?",
    ),
}
