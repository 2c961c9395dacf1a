using DurableSagas.SagaFunctions.Reconciliation;
using DurableSagas.SagaFunctions.Retention;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Tests.Settings;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Retention:Completed", "-00:00:01", "'Retention__Completed' is -00:00:01; expected a time from 00:00:00 to 365000.00:00:00.")]
    [InlineData("Retention:Compensated", "-1", "'Retention__Compensated' is -1.00:00:00; expected a time from 00:00:00 to 365000.00:00:00.")]
    [InlineData("Retention:Terminated", "365000.00:00:01", "'Retention__Terminated' is 365000.00:00:01; expected a time from 00:00:00 to 365000.00:00:00.")]
    [InlineData("Retention:MaxPerRun", "0", "'Retention__MaxPerRun' is 0; expected 1 to 100000.")]
    [InlineData("Retention:MaxPerRun", "100001", "'Retention__MaxPerRun' is 100001; expected 1 to 100000.")]
    [InlineData("Reconciliation:After", "-00:01:00", "'Reconciliation__After' is -00:01:00; expected a time from 00:00:00 to 365000.00:00:00.")]
    [InlineData("Reconciliation:MaxPerRun", "0", "'Reconciliation__MaxPerRun' is 0; expected 1 to 10000.")]
    [InlineData("Reconciliation:MaxPerRun", "10001", "'Reconciliation__MaxPerRun' is 10001; expected 1 to 10000.")]
    public void Setting_OutOfItsBounds_IsOneSentenceAtStartUp(string setting, string value, string fault)
    {
        Assert.Equal([fault], Faults((setting, value)));
    }

    [Fact]
    public void Settings_OfWhichSeveralAreFaulty_AreToldEach()
    {
        Assert.Equal(2, Faults(("Retention:Completed", "-1"), ("Retention:MaxPerRun", "-7")).Count());
    }

    [Theory]
    [InlineData("Retention:Completed", "00:00:00")]
    [InlineData("Retention:Terminated", "365000")]
    [InlineData("Retention:MaxPerRun", "1")]
    [InlineData("Retention:MaxPerRun", "100000")]
    [InlineData("Reconciliation:After", "00:00:00")]
    [InlineData("Reconciliation:MaxPerRun", "10000")]
    public void Setting_AtItsBounds_IsTaken(string setting, string value)
    {
        Assert.Empty(Faults((setting, value)));
    }

    [Fact]
    public void Setting_ThatCannotBeRead_IsNamedWithWhatWasFound()
    {
        var unreadable = Assert.Throws<InvalidOperationException>(() => Faults(("Retention:Completed", "a month")));

        Assert.Equal("Failed to convert configuration value 'a month' at 'Retention:Completed' to type 'System.TimeSpan'.", unreadable.Message);
    }

    private static IEnumerable<string> Faults(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddReconciliation().AddRetention(new RetentionSettings());
        using var provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException invalid)
        {
            return invalid.Failures;
        }
    }
}
