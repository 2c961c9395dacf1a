namespace DurableSagas.Sagas.Tests;

/// <summary>What a step of a letter returns: which call it was, and which results the call had brought.</summary>
public sealed record Mark(string Text);
