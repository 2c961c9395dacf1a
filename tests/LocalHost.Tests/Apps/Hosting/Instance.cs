namespace DurableSagas.LocalHost.Tests.Apps.Hosting;

/// <summary>An orchestration as the sample app's durable client tells of it.</summary>
internal sealed record Instance(string Id, string Name, string Status, string? Input, string? Output, string? CustomStatus);
