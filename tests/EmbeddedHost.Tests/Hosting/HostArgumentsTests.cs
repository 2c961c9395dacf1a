using DurableSagas.EmbeddedHost.Hosting;
using DurableSagas.EmbeddedHost.Http;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.EmbeddedHost.Tests.Hosting;

public sealed class HostArgumentsTests
{
    [Theory]
    [InlineData("--port 7072", 7072, null)]
    [InlineData("-p 0", 0, null)]
    [InlineData("--port=7072 --host=127.0.0.1", 7072, "127.0.0.1")]
    [InlineData("own --verbose --Setting=1", null, null)]
    public void Parse_CommandLine_TakesWhatIsTheHosts(string line, int? port, string? host)
    {
        var arguments = HostArguments.Parse(line.Split(' '));

        Assert.Equal(new HostArguments(port, host), arguments);
    }

    [Theory]
    [InlineData("--port abc", "--port is 'abc', expected a number from 0 (any free port) to 65535.")]
    [InlineData("--port 65536", "--port is '65536', expected a number from 0 (any free port) to 65535.")]
    [InlineData("--port", "--port is '', expected a number from 0 (any free port) to 65535.")]
    [InlineData("--host=", "--host has no value, expected 'localhost' or an IP address to listen on.")]
    public void Parse_WrongValue_SaysWhatIsExpected(string line, string expected)
    {
        var exception = Assert.Throws<HostStartException>(() => HostArguments.Parse(line.Split(' ')));

        Assert.Equal(expected, exception.Message);
    }

    [Theory]
    [InlineData(null, null, 7071)]
    [InlineData(null, 7099, 7099)]
    [InlineData(7072, 7099, 7072)]
    public void Address_Port_CommandLineOverSettingsOverDefault(int? line, int? settings, int expected)
    {
        var address = ListenAddress.Of(new HostArguments(line), settings, Keys());

        Assert.Equal(new ListenAddress("localhost", expected), address);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("*")]
    [InlineData("192.168.1.5")]
    [InlineData("::")]
    public void Address_OpenToOthersWithoutKeys_IsRefused(string host)
    {
        var exception = Assert.Throws<HostStartException>(() => ListenAddress.Of(new HostArguments(7071, host), null, Keys()));

        Assert.Equal(
            $"--host {host} opens this host to other machines, and no function key is configured. " +
            "Set 'EmbeddedHost:Keys:_master' (EmbeddedHost__Keys___master in the environment), or listen on localhost.",
            exception.Message);
        Assert.Equal(host, ListenAddress.Of(new HostArguments(7071, host), null, Keys("secret")).Host);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("LOCALHOST")]
    public void Address_Loopback_NeedsNoKeys(string host) =>
        Assert.Equal(host, ListenAddress.Of(new HostArguments(null, host), null, Keys()).Host);

    [Fact]
    public void Address_NoAddress_IsRefused()
    {
        var exception = Assert.Throws<HostStartException>(() => ListenAddress.Of(new HostArguments(null, "my-machine"), null, Keys()));

        Assert.Equal("--host is 'my-machine', expected 'localhost', '*' or an IP address to listen on.", exception.Message);
    }

    private static FunctionKeys Keys(string? master = null) => new(new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create("EmbeddedHost:Keys:_master", master)])
        .Build());
}
