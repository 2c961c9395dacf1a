using System.Net.Sockets;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Sagas.Tests.Texts;

public sealed class ErrorTextTests
{
    private const string Address = "10.1.2.3:443";

    private static readonly Exception _socket = new SocketException((int)SocketError.ConnectionRefused, $"Connection refused ({Address})");

    public static TheoryData<string, Exception> FromTheNetwork => new()
    {
        { "bare", _socket },
        { "of HTTP", new HttpRequestException($"Connection refused ({Address})", _socket) },
        { "of a stream", new IOException($"Unable to read from {Address}", _socket) },
        { "deep", new InvalidOperationException(Address, new HttpRequestException(Address, new IOException(Address, _socket))) },
        { "one of many", new AggregateException(Address, new InvalidOperationException("other"), new HttpRequestException(Address, _socket)) },
        { "many within", new InvalidOperationException(Address, new AggregateException(Address, new AggregateException(Address, _socket))) },
    };

    [Theory]
    [MemberData(nameof(FromTheNetwork))]
    public void Error_FromTheNetwork_NamesNoAddress(string what, Exception exception)
    {
        Assert.True(ErrorText.Of(exception) == "No connection: ConnectionRefused.", $"{what}: {ErrorText.Of(exception)}");
    }

    [Fact]
    public void Error_OfAnyOtherKind_IsItsMessage()
    {
        Assert.Equal("card expired", ErrorText.Of(new InvalidOperationException("card expired", new IOException("inner"))));
        Assert.Equal("many (one)", ErrorText.Of(new AggregateException("many", new InvalidOperationException("one"))));
    }
}
