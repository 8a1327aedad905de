namespace PartnerChat.Web.Resources;

/// <summary>The words of what one does to a message, and sees on it.</summary>
public sealed class MessageTexts;
