using System.Net;
using System.Net.Sockets;

namespace PartnerChat.Benchmarks.Harness;

internal static class Ports
{
    /// <summary>One that nobody listens at.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
