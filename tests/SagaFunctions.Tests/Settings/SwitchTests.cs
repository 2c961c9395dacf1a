using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Outgoing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moq;

namespace DurableSagas.SagaFunctions.Tests.Settings;

/// <summary>Settings of one value, which the app reads before it starts.</summary>
public sealed class SwitchTests
{
    [Fact]
    public void OperatorKey_ThatCanBeGuessed_IsRefused()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddOperators(Settings("OperatorKey", "fifteen-letters"), Mock.Of<IHostEnvironment>(), role: null));

        Assert.Equal("Setting 'OperatorKey' has 15 characters; it must have 16 at least, and be hard to guess.", fault.Message);
    }

    [Fact]
    public void FaultInjection_NeitherAllowedNorNot_IsRefused()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddFaultInjection(Settings("AllowFaultInjection", "yes")));

        Assert.Equal("Setting 'AllowFaultInjection' is 'yes'; it must be true or false.", fault.Message);
    }

    [Theory]
    [InlineData("proxy.example:3128")]
    [InlineData("socks5://proxy.example")]
    [InlineData("http://user:hidden@proxy.example")]
    public void Proxy_ThatIsNone_IsRefusedAndNotQuoted(string url)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => new OutgoingProxy(Settings("ParticipantProxy", url)));

        Assert.Equal("Setting 'ParticipantProxy' must be an http or https URL without user or password, such as 'http://proxy.example:3128'.", fault.Message);
    }

    private static IConfiguration Settings(string name, string value) => new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();
}
