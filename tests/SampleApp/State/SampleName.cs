using Microsoft.Extensions.Configuration;

namespace DurableSagas.SampleApp.State;

/// <summary>What keeps apart the runs that share a storage account.</summary>
public sealed class SampleName(IConfiguration configuration)
{
    public string Value { get; } = configuration["SAMPLE_NAME"] ?? throw new InvalidOperationException("Setting 'SAMPLE_NAME' is missing.");
}
