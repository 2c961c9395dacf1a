using DurableSagas.LocalHost.Keys;
using DurableSagas.LocalHost.Settings;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.Tests.Startup;

public sealed class HostArgumentsTests
{
    [Fact]
    public void Parse_EveryOption_IsTaken()
    {
        var arguments = HostArguments.Parse("--port=7072 app --host 127.0.0.1 --task-hub AzureStorage --debug".Split(' '));

        Assert.Equal(new HostArguments("app") { Port = 7072, Host = "127.0.0.1", TaskHub = "azurestorage", Debug = true }, arguments);
    }

    [Fact]
    public void Parse_FolderAlone_LeavesTheRestToTheSettings()
    {
        Assert.Equal(new HostArguments("a=b"), HostArguments.Parse(["a=b"]));
    }

    [Theory]
    [InlineData("app --port abc", "--port is 'abc', expected a number from 0 (any free port) to 65535.")]
    [InlineData("app --port 65536", "--port is '65536', expected a number from 0 (any free port) to 65535.")]
    [InlineData("app -p", "--port is '', expected a number from 0 (any free port) to 65535.")]
    [InlineData("app --host=", "--host has no value, expected 'localhost', '*' or an IP address to listen on.")]
    [InlineData("app --task-hub netherite", "--task-hub is 'netherite', expected 'sqlite' or 'azurestorage'.")]
    [InlineData("app --debug=1", "'--debug=1' is no option of this host.")]
    [InlineData("app --verbose", "'--verbose' is no option of this host.")]
    [InlineData("app other", "Two app folders were given, 'app' and 'other'; the host runs one.")]
    [InlineData("--port 1", "No app folder was given.")]
    public void Parse_WrongLine_SaysWhatIsExpected(string line, string expected)
    {
        var exception = Assert.Throws<HostUsageException>(() => HostArguments.Parse(line.Split(' ')));

        Assert.Equal(expected, exception.Message);
    }

    [Theory]
    [InlineData(null, null, 7071)]
    [InlineData(null, 7099, 7099)]
    [InlineData(7072, 7099, 7072)]
    public void Address_Port_CommandLineOverSettingsOverDefault(int? line, int? settings, int expected)
    {
        var address = ListenAddress.Of(new HostArguments("app") { Port = line }, settings, Keys());

        Assert.Equal(new ListenAddress("localhost", expected), address);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("*")]
    [InlineData("192.168.1.5")]
    [InlineData("::")]
    public void Address_OpenToOthersWithoutKeys_IsRefused(string host)
    {
        var arguments = new HostArguments("app") { Host = host };

        var exception = Assert.Throws<HostStartException>(() => ListenAddress.Of(arguments, null, Keys()));

        Assert.Equal(
            $"--host {host} opens this host to other machines, and no key is configured. " +
            "Set 'LocalHost:Keys:_master' (LocalHost__Keys___master in the environment), or listen on localhost.",
            exception.Message);
        Assert.Equal(host, ListenAddress.Of(arguments, null, Keys("secret")).Host);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("LOCALHOST")]
    public void Address_Loopback_NeedsNoKeys(string host) =>
        Assert.Equal(host, ListenAddress.Of(new HostArguments("app") { Host = host }, null, Keys()).Host);

    [Fact]
    public void Address_NoAddress_IsRefused()
    {
        var exception = Assert.Throws<HostUsageException>(() => ListenAddress.Of(new HostArguments("app") { Host = "my-machine" }, null, Keys()));

        Assert.Equal("--host is 'my-machine', expected 'localhost', '*' or an IP address to listen on.", exception.Message);
    }

    private static HostKeys Keys(string? master = null) => new(new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create("LocalHost:Keys:_master", master)])
        .Build());
}
