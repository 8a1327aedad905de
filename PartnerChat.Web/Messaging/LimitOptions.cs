using System.ComponentModel.DataAnnotations;

namespace PartnerChat.Web.Messaging;

/// <summary>How much one may do in how short a time: the section <c>Limits</c> of the configuration.</summary>
public sealed class LimitOptions
{
    /// <summary>How many messages a user may send at once.</summary>
    [Range(1, int.MaxValue)]
    public int MessageBurst { get; set; } = 30;

    /// <summary>How many more each second.</summary>
    [Range(1, int.MaxValue)]
    public int MessagesPerSecond { get; set; } = 5;

    /// <summary>How often a user may search at once.</summary>
    [Range(1, int.MaxValue)]
    public int SearchBurst { get; set; } = 20;

    /// <summary>How often more each second.</summary>
    [Range(1, int.MaxValue)]
    public int SearchesPerSecond { get; set; } = 5;

    /// <summary>Calls of the API, a user.</summary>
    [Range(1, int.MaxValue)]
    public int RequestsPerSecond { get; set; } = 50;

    /// <summary>Attempts to sign in or up, an address.</summary>
    [Range(1, int.MaxValue)]
    public int SignInsPerMinute { get; set; } = 20;

    /// <summary>Open sockets, a user.</summary>
    [Range(1, int.MaxValue)]
    public int SocketsPerUser { get; set; } = 20;

    /// <summary>Handshakes, a user.</summary>
    [Range(1, int.MaxValue)]
    public int SocketsPerMinute { get; set; } = 60;

    /// <summary>Frames that are none, a socket; one more closes it.</summary>
    [Range(1, int.MaxValue)]
    public int BadFramesPerMinute { get; set; } = 10;

    /// <summary>Exports on their way at once, a user.</summary>
    [Range(1, int.MaxValue)]
    public int ExportsPerUser { get; set; } = 2;

    /// <summary>Exports on their way at once, of everybody on this node.</summary>
    [Range(1, int.MaxValue)]
    public int Exports { get; set; } = 20;
}
