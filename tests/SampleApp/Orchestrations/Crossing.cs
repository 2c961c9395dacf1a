namespace DurableSagas.SampleApp.Orchestrations;

/// <summary>The text of one JSON document, as each who was given it saw it.</summary>
public sealed record Crossing(string Input, string ActivityInput, string Result, string Event, string ChildInput, string ChildOutput);
