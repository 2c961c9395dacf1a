using DurableSagas.SagaFunctions.Composition;
using DurableSagas.SagaFunctions.Declared.Registration;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Receivers;
using DurableSagas.SagaFunctions.Retention;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Tests.Composition;

/// <summary>What an app says in code: it counts as a setting does, and gives way to one.</summary>
public sealed class SagaAppOptionsTests
{
    private const string SignIn = "WEBSITE_AUTH_ENABLED";

    private readonly SagaAppOptions _options = new() { Workflows = ExampleApp.Assembly };

    [Fact]
    public void Participant_OfTheCode_IsRegisteredBesideThoseOfTheSettings()
    {
        _options.Participants["bank"] = new ParticipantSettings { BaseUrl = new Uri("https://bank.example/"), Scope = "api://bank/.default" };

        var registry = Of<ParticipantRegistry>(("Participants:airline:BaseUrl", "https://airline.example/"));

        Assert.Equal(("api://bank/.default", "https://airline.example/"), (registry.Find("bank").Scope, registry.Find("airline").BaseUrl.AbsoluteUri));
    }

    [Theory]
    [InlineData("bank")]
    [InlineData("BANK")]
    public void Participant_ThatTheSettingsRegisterToo_IsTheirsWithAllThatItSays(string name)
    {
        _options.Participants["bank"] = new ParticipantSettings { BaseUrl = new Uri("https://bank.example/"), Key = "of-the-code", KeyHeader = "x-bank" };

        var bank = Of<ParticipantRegistry>(($"Participants:{name}:BaseUrl", "http://localhost:8080/")).Find("bank");

        Assert.Equal(("http://localhost:8080/", null, "x-functions-key"), (bank.BaseUrl.AbsoluteUri, bank.Key, bank.KeyHeader));
    }

    [Fact]
    public void Participants_OfTheCodeAndTheSettingsWithFaults_AreToldAllAtOnce()
    {
        _options.Participants["a"] = new ParticipantSettings();
        _options.Participants["b"] = new ParticipantSettings { BaseUrl = new Uri("http://b.example/"), Key = "12345678", Timeout = TimeSpan.FromHours(1) };
        _options.Participants["d"] = new ParticipantSettings();

        var faults = Assert.Throws<InvalidOperationException>(() => Of<ParticipantRegistry>(
            ("Participants:c:BaseUrl", "/relative"),
            // Takes the place of the code's, whose fault is none here.
            ("Participants:d:BaseUrl", "https://d.example/")));

        Assert.Equal(
            """
            Participants are registered with faults:
            - 'Participants__c__BaseUrl' is '/relative'; it must be an absolute URL.
            - 'Participants__a__BaseUrl' is missing; expected an absolute URL, such as 'https://bank.example'.
            - 'Participants__b__Timeout' is 01:00:00; expected a time from 00:00:00.001 to 00:10:00.
            - 'Participants__b__BaseUrl' is 'http://b.example/'; a key or token is sent over https only, or to this machine.
            """,
            faults.Message);
    }

    [Fact]
    public void Receivers_OfTheCodeAndTheSettingsWithFaults_AreToldAllAtOnce()
    {
        _options.Receivers["a"] = new ReceiverSettings();
        _options.Receivers["b"] = new ReceiverSettings { Url = new Uri("http://b.example/"), Secret = "too short" };
        _options.Receivers["c"] = new ReceiverSettings { Url = new Uri("https://c.example/hook"), Queue = "Orders--ended" };

        var faults = Assert.Throws<InvalidOperationException>(() => Of<ReceiverRegistry>(
            ("Receivers:d:Queue", "orders-ended"), ("Receivers:d:Secret", new string('s', 32)), ("Receivers:d:Timeout", "1.00:00:00"), ("Receivers:d:Uri", "https://d.example")));

        Assert.Equal(
            """
            Receivers are registered with faults:
            - 'Receivers__d__Uri' is no setting of a receiver; expected Url, Secret, Queue, Timeout.
            - 'Receivers__d__Timeout' is 1.00:00:00; expected a time from 00:00:00.001 to 00:01:00.
            - 'Receivers__d' has a Secret and no Url; what is posted is signed, and nothing else.
            - 'Receivers__a' has neither Url nor Queue; one of them says where its events go.
            - 'Receivers__b__Secret' has 9 characters; it needs 32 at least, and must be hard to guess.
            - 'Receivers__b__Url' is 'http://b.example/'; events are sent over https only, or to this machine.
            - 'Receivers__c__Queue' is 'Orders--ended'; expected a queue's name: 3 to 63 lower-case letters, digits and single hyphens.
            - 'Receivers__c' has both Url and Queue; one of them says where its events go.
            - 'Receivers__c' has a Url and no Secret; what is posted is signed, and nothing else.
            """,
            faults.Message);
    }

    [Fact]
    public void Retention_OfTheCode_GivesWayToEachSettingOfItsOwn()
    {
        _options.Retention.Completed = TimeSpan.FromDays(365);
        _options.Retention.Terminated = TimeSpan.FromDays(7);

        var retention = Of<IOptions<RetentionSettings>>(("Retention:Terminated", "1.00:00:00")).Value;

        Assert.Equal((365, 30, 1), (retention.Completed.Days, retention.Compensated.Days, retention.Terminated.Days));
    }

    // One that is added and not taken would be said in code for nothing.
    [Fact]
    public void Retention_WhateverTheCodeSaysOfIt_IsTaken()
    {
        foreach (var property in typeof(RetentionSettings).GetProperties())
        {
            property.SetValue(_options.Retention, property.PropertyType == typeof(TimeSpan) ? TimeSpan.FromHours(1) : 1);
        }

        var retention = Of<IOptions<RetentionSettings>>().Value;

        Assert.All(typeof(RetentionSettings).GetProperties(), property => Assert.Equal(property.GetValue(_options.Retention), property.GetValue(retention)));
    }

    [Fact]
    public void Retention_OfTheCodeWithFaults_IsToldAllAtOnceAtStartUp()
    {
        _options.Retention.Completed = TimeSpan.FromDays(-1);
        _options.Retention.MaxPerRun = 0;

        var faults = Assert.Throws<OptionsValidationException>(() => Of<IStartupValidator>().Validate()).Failures;

        Assert.Equal(["'Retention__Completed' is -1.00:00:00; expected a time from 00:00:00 to 365000.00:00:00.", "'Retention__MaxPerRun' is 0; expected 1 to 100000."], faults);
    }

    [Theory]
    [InlineData("true", null, "of-the-code")]
    [InlineData("True", "", "of-the-code")]
    [InlineData("true", "of-the-settings", "of-the-settings")]
    // Where nobody signs in anyone can write the header that claims a role.
    [InlineData(null, null, null)]
    [InlineData("false", null, null)]
    [InlineData("no", null, null)]
    [InlineData(null, "of-the-settings", "of-the-settings")]
    public void OperatorRole_OfTheCode_CountsWhereSignInIsOnAndNoSettingSaysAnother(string? signIn, string? setting, string? expected)
    {
        _options.OperatorRole = "of-the-code";

        Assert.Equal(expected, Of<OperatorSettings>((SignIn, signIn), ("OperatorRole", setting)).Role);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("true", false)]
    public void OperatorRole_OfTheCode_LeavesADevelopersMachineOpenUnlessSomebodyCanSignIn(string? signIn, bool isOpen)
    {
        _options.OperatorRole = "of-the-code";

        Assert.Equal(isOpen, Of<OperatorSettings>((SignIn, signIn)).IsOpen);
    }

    private T Of<T>(params (string Name, string? Value)[] settings) where T : notnull
    {
        var given = settings.Append(("AzureWebJobsStorage", "UseDevelopmentStorage=true")).Where(setting => setting.Item2 is not null);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(given.Select(setting => KeyValuePair.Create(setting.Item1, setting.Item2))).Build();
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSagas(configuration, new HostingEnvironment { EnvironmentName = Environments.Development }, _options)
            .BuildServiceProvider()
            .GetRequiredService<T>();
    }
}
