namespace AppNamespace.Parcel;

/// <summary>What starts the saga: say here what it needs to know.</summary>
public sealed record AskFor(string Id);
