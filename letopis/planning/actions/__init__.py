"""В планы пишут только отсюда: тему, её место, план из параллельного класса, загрузку и её отмену."""

from letopis.planning.actions.lists import NewTopic, add_topics, change_topics, take_back
from letopis.planning.actions.topics import TopicText, copy_plan, drop_topic, move_topic, put_topic

__all__ = [
    "NewTopic",
    "TopicText",
    "add_topics",
    "change_topics",
    "copy_plan",
    "drop_topic",
    "move_topic",
    "put_topic",
    "take_back",
]
