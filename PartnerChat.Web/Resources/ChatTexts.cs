namespace PartnerChat.Web.Resources;

/// <summary>The words of the conversation's page.</summary>
public sealed class ChatTexts;
