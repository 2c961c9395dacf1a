using System.Net;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Keys;

public sealed class KeyTests(KeyedHost keyed) : IClassFixture<KeyedHost>
{
    [Theory]
    [InlineData("open", null, HttpStatusCode.OK)]
    [InlineData("open", "wrong", HttpStatusCode.OK)]
    [InlineData("keyed", null, HttpStatusCode.Unauthorized)]
    [InlineData("keyed", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("keyed", KeyedHost.Any, HttpStatusCode.OK)]
    [InlineData("keyed", KeyedHost.Own, HttpStatusCode.OK)]
    [InlineData("keyed", KeyedHost.Master, HttpStatusCode.OK)]
    [InlineData("for-admins", null, HttpStatusCode.Unauthorized)]
    [InlineData("for-admins", KeyedHost.Any, HttpStatusCode.Unauthorized)]
    [InlineData("for-admins", KeyedHost.Own, HttpStatusCode.Unauthorized)]
    [InlineData("for-admins", KeyedHost.Master, HttpStatusCode.OK)]
    public async Task Function_OfALevel_OpensToItsKeys(string path, string? key, HttpStatusCode status)
    {
        var host = key is null ? keyed.Anyone : keyed.With(key);

        var answer = await host.GetAsync(path);

        answer.Expect(status);
    }

    [Fact]
    public async Task Key_InTheHeader_GoesBeforeTheOneInTheQuery()
    {
        Assert.Equal(HttpStatusCode.OK, (await keyed.Anyone.GetAsync($"keyed?code={KeyedHost.Any}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await keyed.With(KeyedHost.Any).GetAsync("keyed?code=wrong")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await keyed.With("wrong").GetAsync($"keyed?code={KeyedHost.Any}")).Status);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData(KeyedHost.Any, HttpStatusCode.Forbidden)]
    [InlineData(KeyedHost.System, HttpStatusCode.OK)]
    [InlineData(KeyedHost.Master, HttpStatusCode.OK)]
    public async Task ManagementApi_OpensToTheSystemKeyAndTheMasterKey(string? key, HttpStatusCode status)
    {
        var host = key is null ? keyed.Anyone : keyed.With(key);

        var answer = await host.Client.GetAsync($"{SampleHost.Management}/instances");

        answer.Expect(status);
    }

    [Theory]
    [InlineData("admin/host/status")]
    [InlineData("admin/functions/Tick")]
    public async Task AdminPages_OpenToTheMasterKeyAlone(string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await keyed.Anyone.Client.GetAsync(path)).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await keyed.With(KeyedHost.Any).Client.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await keyed.With(KeyedHost.Master).Client.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Links_OfAStart_CarryTheSystemKeyAndOpen()
    {
        var id = SharedSampleHost.NewId("keyed");

        var started = await keyed.Anyone.StartAsync("Sequence", id);

        var link = started.Json.GetProperty("StatusQueryGetUri", "statusQueryGetUri");
        Assert.Contains($"code={KeyedHost.System}", link, StringComparison.Ordinal);
        Assert.InRange((int)(await keyed.Anyone.Client.GetAsync(link)).Status, 200, 202);
    }

    [Fact]
    public async Task SampleSettings_WhereKeysAreConfigured_AreNotRead()
    {
        var answer = await keyed.Anyone.GetAsync("settings/SAMPLE_GREETING");

        answer.Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Environment_WhereKeysAreConfigured_IsNotDevelopment()
    {
        var answer = await keyed.Anyone.GetAsync("settings/AZURE_FUNCTIONS_ENVIRONMENT");

        Assert.NotEqual("Development", answer.Text);
    }

    [Fact]
    public void Log_WhateverWasAsked_HoldsNoKey()
    {
        Assert.All([KeyedHost.Any, KeyedHost.Own, KeyedHost.System, KeyedHost.Master], key => Assert.DoesNotContain(key, keyed.Process.Log, StringComparison.Ordinal));
    }
}
