namespace Market.Gifting;

public sealed record GiftItem(string Item, string To);
